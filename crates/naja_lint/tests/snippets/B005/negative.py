#---
s.strip("abc")
#---
s.strip()
#---
s.strip("a")
#---
s.strip("")
#---
s.strip(x)
#---
s.strip(b"aa")
#---
s.strip("ab", "aa")
#---
s.strip(chars="aa")
#---
s.removeprefix("aa")
#---
s.split("aa")
#---
strip("aa")
#---
s.strip(f"aa")
#---
s.strip
#---
s.strip("aA")
#---
s.strip("\t\n")
#---
s.lstrip("xyz")
#---
s.rstrip("/")
#---
s.strip(*"aa")
#---
s.strip("aa" + x)
#---
s.strip(("aa"), 1)
#---
s.replace("aa", "b")
#---
s.stripp("aa")
