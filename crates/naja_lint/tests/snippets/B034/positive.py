#---
import re
re.sub("a", "b", "c", 1)
#---
import re
re.sub("a", "b", "c", 1, re.I)
#---
import re
re.sub("a", "b", "c", re.I)
#---
import re
re.subn("a", "b", "c", 1)
#---
import re
re.subn("a", "b", "c", 1, re.I)
#---
import re
re.split("a", "b", 1)
#---
import re
re.split("a", "b", 1, re.I)
#---
import re
re.split("a", "b", re.I | re.M)
#---
import re
x = re.sub(a, b, c, d)
#---
import re
def f(): return re.sub(a, b, c, count)
#---
import re
re.sub(a, b, c, *d)
#---
import re
re.sub(a, b, *c, 1)
#---
import re
re.sub("a", "b", "c", 0, flags=re.I)
#---
import re
re.sub(
    a,
    b,  # c
    c,
    1,
)
#---
import re
class A:
    x = re.split(a, b, 2)
#---
import re
lambda s: re.sub(a, b, s, 1)
#---
import re
[re.sub(a, b, s, 1) for s in t]
#---
import re
f"{re.sub(a, b, c, 1)}"
#---
from re import sub
sub(a, b, c, 1)
#---
from re import split as s
s(a, b, 1)
#---
import re as r
r.subn(a, b, c, 1)
#---
from re import (sub, split)
async def f(): await sub(a, b, c, 1)
