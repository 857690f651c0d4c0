#---
open("a", "r")
#---
open("a", "rt")
#---
open("a", "tr")
#---
open("a", "wt")
#---
open("a", "at")
#---
open("a", "U")
#---
open("a", "Ur")
#---
open("a", "rU")
#---
open("a", "Ub")
#---
open("a", mode="r")
#---
open(file="a", mode="r")
#---
open(mode="r", file="a")
#---
open("a", "r", encoding="utf-8")
#---
open("a", mode="r", encoding="utf-8")
#---
open("a", encoding="utf-8", mode="r")
#---
open("a", "xt")
#--- differs: ruff's fix makes the mode of the third argument
open("a", "r", 1)
#---
open(  "a" , "r"  )
#---
open(
    "a",
    "r",
)
#---
open(
    "a",  # a
    "r",  # b
)
#---
with open("a", "r") as f: ...
#--- differs: ruff's fix does not parse, and is not made
open("a", ("r"))
#---
open("a", "r",)
#---
open("a", 'wt')
#---
open("a", "r").read()
#---
open("a", mode="wt")
#---
def f(): return open("a", "r")
#---
class A:
    x = open("a", mode='rt')
#---
open("a", "rUb")
#---
open("a", "r+t") if 0 else open("a", "r")
#---
open(f(x), "r")
#---
import builtins
builtins.open("a", "r")
#---
open("a", "w" "t") if 0 else open("a", "rt")
#---
open("a", "tU")
#---
with open("a", "r") as f, open("b", "wt") as g: ...
#---
import aiofiles
aiofiles.open("a", "r")
#---
open("a", r"r")
#---
open(mode="r")
