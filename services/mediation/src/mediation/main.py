"""`mediation rpc` answers calls; `mediation follow` keeps views and messages going."""

from ledger.main import run


def main() -> None:
    run("mediation")


if __name__ == "__main__":
    main()
