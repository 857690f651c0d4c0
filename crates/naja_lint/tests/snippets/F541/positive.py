#---
f"a"
#---
f""
#---
f'a'
#---
f"""a"""
#---
F"a"
#---
rf"a"
#---
fr"\d"
#---
x = f"a"
#---
f"{{}}"
#---
f"{{a}}"
#---
f"a" "b"
#---
"a" f"b"
#---
f"a" f"b"
#---
(f"a"
 f"b")
#---
def f(): return f"a"
#---
class A:
    x = f"a"
#---
print(f"a")
#---
return_ = [f"a", f"b"]
#---
f"\n"
#---
f"é"
#---
f"{x[f'a']}"
#---
if f"a": pass
#---
x = y if f"a" else f"b"
#---
assert x, f"a"
#---
x=1 if y else f"a"
#---
async def f():
    return f'a{{b}}c'
#---
rF"a{{"
#---
x in f"a"or y
#---
f"a{{b}}" "{c}"
#---
"{c}" f"a"
#---
f'''a
b'''
#---
lambda: f"a"
#---
d[f"a"]
#---
f"{f'a'}"
