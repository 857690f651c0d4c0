#---
breakpoint()
#---
import pdb
#---
import ipdb
#---
import pdb; pdb.set_trace()
#---
from pdb import set_trace
#---
from pdb import set_trace as st
#---
import pudb
#---
import ptvsd
#---
import debugpy
#---
import celery.contrib.rdb
#---
from celery.contrib.rdb import set_trace
#---
from builtins import breakpoint
breakpoint()
#---
import builtins
builtins.breakpoint()
#---
def f(): breakpoint()
#---
def f():
    import pdb
#---
class A:
    import pdb
#---
if x: breakpoint()
#---
lambda: breakpoint()
#---
breakpoint(x)
#---
x = breakpoint()
#---
import pdb as p
p.set_trace()
#---
import os, pdb
#---
from pdb import (
    set_trace,  # c
)
#---
from IPython.terminal.embed import InteractiveShellEmbed
InteractiveShellEmbed()
#---
import sys
sys.breakpointhook()
#---
from sys import breakpointhook
breakpointhook()
#---
import sys
sys.__breakpointhook__()
#---
import debugpy
debugpy.listen(1)
#---
from debugpy import wait_for_client
wait_for_client()
