"""Makers of files that try to break a reader; each returns bytes or text of any size asked for, or lays things into a folder.

`texts`: encodings and characters. `markdown` and `yaml`: shapes that cost a parser time, depth or memory. `places`: pipes, sockets,
links and names in a folder.
"""
