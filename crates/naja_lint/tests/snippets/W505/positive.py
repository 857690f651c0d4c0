#--- lint.pycodestyle.max-doc-length=20
# This is a comment that is long
#--- lint.pycodestyle.max-doc-length=20
"""This is a docstring that is long"""
#--- lint.pycodestyle.max-doc-length=20
    # This is an indented comment
#--- lint.pycodestyle.max-doc-length=20
def f():
    """This is a long docstring"""
#--- lint.pycodestyle.max-doc-length=20
def f():
    """
    This is a long docstring
    """
#--- lint.pycodestyle.max-doc-length=20
class A:
    """This is a long docstring"""
#--- lint.pycodestyle.max-doc-length=20
x = 1
# This is a comment that is long
#--- lint.pycodestyle.max-doc-length=20
# a b c d e f g h i j k l m
#--- lint.pycodestyle.max-doc-length=20
"""
This is a docstring line
"""
#--- lint.pycodestyle.max-doc-length=20
def f():
    # This is a comment
    pass
#--- lint.pycodestyle.max-doc-length=20
#: This is a comment that is long
#--- lint.pycodestyle.max-doc-length=20
## This is a comment that is long
#--- lint.pycodestyle.max-doc-length=20
# éééééééééééé éééééééééé
#--- lint.pycodestyle.max-doc-length=20
# 日本語日本語 日本語日本語
#--- lint.pycodestyle.max-doc-length=20
'''This is a string that is long'''
#--- lint.pycodestyle.max-doc-length=20
def f():
    x
    """This is a string statement"""
#--- lint.pycodestyle.max-doc-length=20
async def f():
    "This is a docstring too"
#--- lint.pycodestyle.max-doc-length=20
"This is a docstring" " in two parts"
#--- lint.pycodestyle.max-doc-length=20
# aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
#--- lint.pycodestyle.max-doc-length=20
with lock:
    def f():
        # This is a comment
        pass
