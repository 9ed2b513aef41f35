"""`elections rpc` answers calls; `elections follow` keeps views and messages going."""

from ledger.main import run


def main() -> None:
    run("elections")


if __name__ == "__main__":
    main()
