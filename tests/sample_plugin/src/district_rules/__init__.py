"""A pack is a folder of YAML; nothing here is imported."""

raise SystemExit("a pack is data; it must not be imported")
