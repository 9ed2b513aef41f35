"""A whole platform in one process on a simulated clock: real loops and handlers, a model of the network, faults."""
