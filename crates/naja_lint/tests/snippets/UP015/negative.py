#---
open("a", "rbt") if 0 else open("a", "t")
#---
open("a")
#---
open("a", "w")
#---
open("a", "rb")
#---
open("a", "r+")
#---
open("a", "a")
#---
open("a", "x")
#---
open("a", "br")
#---
open("a", mode="w")
#---
open("a", x)
#---
open("a", mode=x)
#---
open("a", "w+")
#---
open("a", "r+b")
#---
a.open("a", "r")
#---
def open(*a): ...
open("a", "r")
#---
from x import open
open("a", "r")
#---
from io import open as o
o("a", "r")
#---
open(*a, "r")
#---
open("a", b"r")
#---
open("a", f"r")
#---
open("r")
#---
open("a", encoding="r")
#---
open("a", "rw")
#---
open("a", "")
#---
open("a", **{"mode": "r"})
#---
open("a", 1, "r")
