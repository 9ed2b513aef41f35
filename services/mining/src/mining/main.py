"""`mining rpc` answers calls; `mining follow` keeps views and messages going."""

from ledger.main import run


def main() -> None:
    run("mining", "MiningService")


if __name__ == "__main__":
    main()
