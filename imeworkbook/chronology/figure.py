def to_plotly(l):
    return {}


def to_html(f, a):
    return ""
