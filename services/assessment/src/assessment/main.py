"""`assessment rpc` answers calls; `assessment follow` keeps views and messages going."""

from ledger.main import run


def main() -> None:
    run("assessment")


if __name__ == "__main__":
    main()
