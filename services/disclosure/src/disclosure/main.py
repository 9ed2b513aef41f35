"""`disclosure rpc` answers calls; `disclosure follow` keeps views, messages and due dates going."""

from ledger.main import run


def main() -> None:
    run("disclosure")


if __name__ == "__main__":
    main()
