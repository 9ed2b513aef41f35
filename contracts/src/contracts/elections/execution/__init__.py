"""How a resolution of the congress is carried out (决议、决定的执行)."""
