"""An append-only log that strangers can check: Merkle tree, proofs, tiles, signed checkpoints."""
