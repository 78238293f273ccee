"""`python -m udl_lint` is `udl-lint`."""

from udl_lint.entry import main

if __name__ == "__main__":
    main()
