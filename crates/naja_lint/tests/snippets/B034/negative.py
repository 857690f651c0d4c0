#---
import re
re.sub("a", "b", "c")
#---
import re
re.sub("a", "b", "c", count=1)
#---
import re
re.sub("a", "b", "c", flags=re.I)
#---
import re
re.sub("a", "b", "c", count=1, flags=re.I)
#---
import re
re.subn("a", "b", "c")
#---
import re
re.split("a", "b")
#---
import re
re.split("a", "b", maxsplit=1)
#---
import re
re.compile("a", re.I)
#---
import re
re.match("a", "b", re.I)
#---
import re
re.findall("a", "b", 1)
#---
import re
re.compile("a").sub("b", "c", 1)
#---
import re
re.compile("a").split("b", 1)
#---
import re
re.sub(a, b)
#---
import re
re.sub(*a)
#---
import re
re.sub(a, b, *c)
#---
import re
re.sub(*a, **b)
#---
import re
re.fullmatch(a, b, c)
#---
import re
s.sub(a, b, c, 1)
#---
re.sub("a", "b", "c", 1)
#---
import regex as re
re.sub("a", "b", "c", 1)
#---
from x import sub
sub(a, b, c, 1)
#---
from re import sub
def f(sub): return sub(a, b, c, 1)
