"""`mining rpc` answers calls; `mining follow` keeps views, messages and due dates going."""

from ledger.main import run


def main() -> None:
    run("mining")


if __name__ == "__main__":
    main()
