"""Which facts of other services are to be made public, a module for each producer or part of one."""
