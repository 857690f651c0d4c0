#---
s.strip("abca")
#---
s.strip("xx")
#---
s.lstrip("http://")
#---
s.rstrip(".html.")
#---
s.strip('aba')
#---
x = s.strip("abca").y
#---
f(s.rstrip("aa"))
#---
"abca".strip("aa")
#---
s.strip("a\t\t")
#---
s.lstrip("  ")
#---
s.strip("\n\n")
#---
s.strip(r"\\")
#---
s.strip(u"aa")
#---
s.strip("éé")
#---
s.strip("a" "a")
#---
s[0].strip("aa")
#---
f().strip("aa")
#---
class A:
    x = s.strip("www.")
#---
async def f(): return (await g()).lstrip("foo")
#---
x = [y.rstrip("::") for y in z]
#---
lambda s: s.strip("--")
#---
f"{s.strip('aa')}"
#---
s.strip("""aa""")
#---
s.strip("😀😀")
#---
s.strip(
    "see"  # c
)
