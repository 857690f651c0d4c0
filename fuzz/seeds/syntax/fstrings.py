f"a{b!r:>{c}}{{}}{d = }" rf"\d{e}" f"""{
 f
}""" "g" f"{lambda x: 1}" t"{h}"
f"{f"{f"{1}"}"}"
