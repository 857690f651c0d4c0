#---
"\u1234".encode("utf-8")
#---
"a".encode("latin-1")
#---
"a".encode("utf-8", "strict")
#---
"a".encode("utf-8", errors="strict")
#---
"a".encode(errors="strict")
#---
"a".encode(x)
#---
"a".encode(encoding=x)
#---
"a".encode("utf-16")
#---
a.encode("utf-8")
#---
a.encode()
#---
b"a".encode()
#---
"a".decode("utf-8")
#---
"é".encode()
#---
f"{a}".encode()
#---
f"a".encode()
#---
"a".encode(*x)
#---
"a".encode(**x)
#---
"a".encode
#---
encode("a", "utf-8")
#---
"\u1234".encode()
#---
"a".encode("utf-8 ")
#---
("a" + b).encode("utf-8")
#---
"a".encoder("utf-8")
#---
"a".x.encode("utf-8")
#---
"a".encode(f"utf-8")
