#---
"a".encode("utf-8")
#---
"a".encode("utf8")
#---
"a".encode("UTF-8")
#---
"a".encode("utf_8")
#---
"a".encode()
#---
"a".encode(encoding="utf-8")
#---
'a'.encode()
#---
"é".encode("utf-8")
#---
"é".encode(encoding="utf-8")
#---
"a" "b".encode()
#---
("a").encode()
#---
("a" "b").encode()
#---
("a"
 "b").encode()
#---
r"a\b".encode()
#---
u"a".encode()
#---
"""a""".encode()
#---
"\n".encode()
#---
"\x00".encode()
#---
"a".encode(b"utf-8") if 0 else "a".encode("U8")
#---
f"{a}".encode("utf-8")
#---
f"a".encode("utf-8")
#---
"a".encode( "utf-8" )
#---
"a".encode(  # c
    "utf-8")
#---
"a".encode("utf-8",)
#---
x = ["a".encode(), "b".encode("utf-8")]
#---
def f(): return"a".encode()
#---
x if y else"a".encode()
#---
"a".encode("utf-8").x
#---
R"a".encode()
#---
"\\u".encode()
#---
U'a'.encode("utf8")
#---
class A:
    x = "a".encode("utf-8")
#---
f("a".encode("utf-8"), *y)
#---
"a".encode(u"utf-8")
#---
"é" "a".encode("utf-8")
#---
"a".encode("utf-8")() if 0 else "a".encode("ascii")
