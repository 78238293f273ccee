"""Grades, ages and course levels as plans state them, in English and Spanish."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from udl_lint.lesson import Grade
from udl_lint.named import Named
from udl_lint.patterns import lazy

_NUM = r"(1[0-2]|[1-9])"
_LOW = rf"(k|pk|pre-?k|kindergarten|tk|{_NUM[1:-1]})"
_TO = r"\s*(?:-|–|—|to|through|thru|and|&|/|a|al|y|,)\s*"
_ORDINAL = r"(?:st|nd|rd|th)"
_WORDS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
    "eleventh": 11, "twelfth": 12,
    "primer": 1, "primero": 1, "segundo": 2, "tercer": 3, "tercero": 3, "cuarto": 4, "quinto": 5, "sexto": 6, "séptimo": 7, "septimo": 7,
    "octavo": 8, "noveno": 9, "décimo": 10, "decimo": 10, "undécimo": 11, "undecimo": 11, "duodécimo": 12,
}  # fmt: skip
_EN_WORD = "|".join(word for word in list(_WORDS)[:12])
_ES_WORD = "|".join(word for word in list(_WORDS)[12:])
_COUNTED = "one two three four five six seven eight nine ten eleven twelve".split()
_WORDS |= {word: number for number, word in enumerate(_COUNTED, 1)}
_ES_NUM = rf"(?:{_NUM}\s*(?:\.?\s?[º°ªo]|\.?er|\.?ro|\.?do|\.?to|\.?mo)?\.?|({_ES_WORD}))"
_AFTER = {"secondary": 6, "media": 8}
"""Grades before the first year of a school that counts its years anew: of secundaria (Mexico, Peru, Argentina) and of media (Chile)."""
_STAGES = {"1": Grade(0, 1), "2": Grade(2, 5), "3": Grade(6, 8), "4": Grade(9, 10), "5": Grade(11, 12)}
"""England's key stages by age, as school years of the United States (a pupil of Year n is in Grade n − 1)."""


class Stated(Named):
    """A grade and where in the text it stands."""

    grade: Grade
    start: int
    end: int


# What a pattern finds, of what kind it is, and what a text must hold for it to be tried: one of these, whole words where `=` leads, and
# after a ` + ` one of those as well.
_GR = "=gr|grade|grk|grp|grt|grl|grb"
_RANGE = "-|–|—|&|/|,|kto|kthr|kand|=to|=through|=thru|=and|=a|=al|=y"
_ORDINALS = "=st|=nd|=rd|=th"
_PATTERNS: tuple[tuple[str, str, str], ...] = (
    (rf"\b(?:grades?(?:\(s\))?|gr\.?)\s*(?:levels?|bands?)?\s*[:#]?\s*{_LOW}(?:{_TO}(?:and\s+)?(?:grades?\s*)?{_NUM}(?!\d|%|\.\d|\s*(?:points?|pts)))+", "range", f"{_GR} + {_RANGE}"),
    (rf"\b{_NUM}{_ORDINAL}?(?:{_TO}(?:and\s+)?{_NUM}{_ORDINAL})+[\s-]+grade", "range", f"grade + {_ORDINALS}"),
    (r"\b(k)\s*(?:-|–|—|to|through)\s*(1[0-2]|[1-9])\b(?!(?:[ \t]+[\w&]+){0,4}?[ \t]+(?:lesson plans|education|educators?|teachers?|schools|standards?|frameworks?|curricul\w+))", "range", "k-|k –|k–|k —|k to|k through"),
    (rf"\b(?:grades?(?:\(s\))?|gr\.?)\s*(?:level)?\s*[:#]?\s*{_LOW}(?!\d|%|\.\d|\s*(?:points?|pts|papers))\b", "one", _GR),
    (rf"\b{_NUM}{_ORDINAL}[\s-]+gr(?:ade|\b)", "one", f"grade|=gr + {_ORDINALS}"),
    (rf"\b({_EN_WORD})[\s-]+grade", "word", f"grade + {_EN_WORD}"),
    (rf"\bgrades?\s+({'|'.join(_COUNTED)})\b(?!\s+(?:of|or|more|points?|papers?))", "word", f"=grade|=grades + ={'|='.join(_COUNTED)}"),
    (r"\bkindergart(?:en(?:ers?)?|ners?)\b|\bkínder\b", "kindergarten", "kind|kínd"),
    (r"\bpre-?k(?:indergarten)?\b|\bpreschool(?:ers?)?\b|\btoddlers?\b|\bpreescolar\b|\beducación infantil\b", "preschool", "prek|pre-k|preschool|toddler|preescolar|infantil"),
    (rf"\byrs?\.?\s*{_NUM}(?:\s*[-–/]\s*(?:yrs?\s*)?{_NUM})?\b(?!\s*(?:old|ago|of))|^\s*y{_NUM}(?:\s*[-–/]\s*y?{_NUM})?\s*$", "year", "=y|=yr|=yrs"),
    (rf"\by{_NUM}(?:[-–/]y?{_NUM})?(?=\s+(?:pupils|children|class|students))", "year", "=y|=yr|=yrs"),
    (r"\bprimary\s([1-7])\b|^\s*p([1-7])\s*$|\bp([1-7])(?=\s+(?:pupils|children|class|students))", "one", "=p|primary"),
    (rf"\b(?:standard|std\.?|class|form)\s+{_NUM}\b(?=\s+(?:students|pupils|learners|children))", "one", "=standard|=std|=class|=form"),
    (rf"^\s*(?:standard|std\.?|class|form)\s+{_NUM}\s*$", "one", "=standard|=std|=class|=form"),
    (r"\b(?:upper|lower|junior|senior)[\s-]+(?:elementary|primary)\b", "elementary", "elementary|primary"),
    (r"\blower[\s-]+secondary\b", "middle", "secondary"),
    (r"\b(?:upper|senior)[\s-]+secondary\b|\bsecondary (?:students|pupils|level|learners|classes|education)\b|\bgcses?\b|\bhsc\b|\ba[\s-]levels?\b(?=\s*(?:$|[A-Z,;:)]|students|physics|computing|computer|biology|chemistry|maths?))|\b(?:freshm[ae]n|sophomores?)\b|\bjuniors and seniors\b|\b(?:myp|ib)\s*(?:dp|myp|diploma|year)?\s*[1-5]\b|\bhs (?:students|biology|chemistry|physics|science|math|english|level)\b", "high", "secondary|gcse|=hsc|a level|a-level|freshm|sopho|juniors|=myp|=ib|=hs"),
    (r"\bms (?:students|science|math|level)\b", "middle", "ms "),
    (r"\breception (?:class|year|children|pupils)\b|\beyfs\b|\bearly years (?:foundation|setting|class|children|education|stage|learners)\b|\bnursery (?:class|school|children)\b|\bnivel inicial\b|\beducación inicial\b|\bjardín de infantes\b|\bsala de (?:[345]|tres|cuatro|cinco)\b", "preschool", "reception|eyfs|early years|nursery|inicial|jard|sala de"),
    (rf"\b{_ES_NUM}\s*(?:año|grado|curso)?\s*(?:de\s+)?(?:la\s+)?(?:educación\s+)?(?:tele)?secundaria\b", "secondary", "secundaria"),
    (rf"\b{_ES_NUM}\s*(?:año\s+)?(?:de\s+)?(?:medio\b|(?:enseñanza|educación)\s+media\b)", "media", "medio|media"),
    (rf"\b{_ES_NUM}\s*semestre\s+(?:de\s+)?(?:prepa|bachill)\w*", "semester", "semestre"),
    (rf"\byears?\s*{_NUM}(?:{_TO}(?:year\s*)?{_NUM})?\b(?!\s*(?:old|ago|of|year))(?!/)", "year", "=year|=years"),
    (r"\b(?:teen(?:ager)?s|kids)\s*\(?\s*(\d{1,2})\s*(?:-|–|—|to)\s*(\d{1,2})(?=\s*(?:\)|$|[,;.]))", "age", "teen|kids"),
    (r"\bu(\d{1,2})s?(?=\s+(?:boys|girls|mixed|team|squad|players))", "under", "=boys|=girls|=mixed|=team|=squad|=players"),
    (r"^\s*secondary\s*$", "high", "=secondary"),
    (r"^\s*g\s?(1[0-2]|[1-9])\s*$", "one", "=g"),
    (r"^\s*(1\d|[5-9])\s?\+\s*$", "age", "+"),
    (r"\((1[0-8])\s*(?:-|–|—)\s*(1[3-9])\)\s*$", "age", "(1"),
    (r"\b(?:key stages?|ks)\s*([1-5])\b", "stage", "key stage|=ks"),
    (r"\b(?:ages?|aged|edad(?:es)?)\s*:?\s*(?:of\s*|between\s*|from\s*|entre\s*)?(\d{1,2})(?:\s*(?:-|–|—|to|a|y|and)\s*(\d{1,2}))?\s*\+?(?:\s*(?:years?|años))?", "age", "=age|=ages|=aged|=edad|=edades"),
    (r"\b(\d{1,2})\s*(?:-|–|—|to|a)\s*(\d{1,2})\+?[\s-]*(?:years?[\s-]*olds?|year[\s-]old|years\b|años)", "age", "year|año"),
    (r"\b(\d{1,2})[\s-]*year[\s-]*olds?", "age", "year"),
    (r"\b(?:niñ[oa]s|estudiantes|alumn[oa]s|alumnado|chic[oa]s|jóvenes|adolescentes)\s+(?:de|desde|entre)\s+(?:los\s+)?(\d{1,2})(?:\s*(?:-|–|a|y)\s*(\d{1,2}))?\s*años", "age", "año"),
    (r"\b(\d{1,2}) years? and (?:up|older|above|over)\b", "age", "year"),
    (r"\bfrom (\d{1,2}) (?:years )?(?:up|and (?:up|older))\b|\b(\d{1,2}) (?:and|or) (?:up|older)\b", "age", "=up|=older"),
    (rf"\b{_NUM}\s*(?:\.?\s?[º°ªo]|\.?er|\.?do|\.?to|\.?mo)?\.?\s*(?:grado|año|curso de primaria|de primaria|primaria|básico|(?:de\s+)?egb)\b", "one", "grado|año|primaria|básico|egb"),
    (rf"\b(?:grado|curso)\s*:?\s*{_NUM}(?:{_TO}{_NUM})?\b", "range", "grado|curso"),
    (rf"\b({_ES_WORD})\s*(?:grado|año|curso|de primaria|básico|egb)", "word", "grado|año|curso|primaria|básico|egb"),
    (r"\b([1-4])\s*\.?\s?[º°]?\s*(?:de\s*(?:la\s*)?)?e\.?s\.?o\b", "secondary", "=eso|ºeso|e.s.o|es.o|e.so"),
    (r"\bhigh[\s-]school(?:ers?)?\b(?!\s+district)|\bpreparatoria\b|\bnivel (?:medio|secundario)\b|\bsecondary school\b|\bbachillerato\b|\bap (?:biology|chemistry|physics|human|computer|english|u\.?s|world|statistics|calculus|[A-Z])", "high", "high|secondary school|bachillerato|=ap|prepara|nivel"),
    (r"\bmiddle[\s-]school(?:ers?)?\b|\bjunior high\b|\b(?:tele)?secundaria\b", "middle", "middle|junior|secundaria"),
    (r"\belementary(?:[\s-]school)?\s+(?:students|classes|classrooms?|grades|learners)\b|\belementary school\b|\bescuela primaria\b|\bprimary school\b|\beducación primaria\b|\bnivel primari[oa]\b|\b(?:primer|segundo|tercer) ciclo\b", "elementary", "elementary|primari|primary|ciclo"),
    (r"\b(?:first|second|third|fourth|final)[\s-]+year(?:,? (?:first|second) semester|,? (?:students|undergraduates?|college|university))|\b(?:first|second) semester of (?:first|second) year\b|\bundergraduates?\b|\bcollege students\b|\buniversity (?:students|course|level|lecturers?)\b|\bcollege[\s-]level\b|\bestudiantes universitarios\b|\bnivel universitario\b|\beducación de adultos\b|\bgraduate students\b|\badult (?:learners|education|basic education|literacy|es[lo]l?|efl|students|class(?:es)?)\b|\bged\b", "beyond", "graduate|college|univ|adult|=ged|year|semester"),
)  # fmt: skip

_WORD = lazy(r"[^\W\d_]+")
_NOT = (
    r"upgrade|(?:grade|grades)\s+(?:the|your|their|each|papers|book|out)|grade\s*:\s*[a-f]\b|grading|final grade|grade-?level (?:text|standards?)"
    r"|above grade|below grade|on grade|course grade|letter grade|grade point|passing grade"
)
_ALONE = rf"^\s*0?{_LOW}(?:{_ORDINAL}|\.?\s?[º°ª]|\.?(?:er|ro|do|to|mo|vo|no)\b)?(?:{_TO}{_NUM}(?:{_ORDINAL}|\.?\s?[º°ª])?)?(?:\s*[\"“«']?[A-H][\"”»']?(?=\s*$))?(?:\s*(?:$|[,;(])|\s{{2}})"
_IN_TITLE = r"\((?:(k)\s?[-–—]\s?(2|5|8|12)|(3)\s?[-–—]\s?(5)|(6)\s?[-–—]\s?(8|12)|(9)\s?[-–—]\s?(12))\)\s*$"
_SCHOOL = r"\s*(?:(?:educación|enseñanza)\s+)?(?:secundaria|media)\s*"
_IN_COURSE = rf"\b{_NUM}{_ORDINAL}(?:{_TO}{_NUM}{_ORDINAL})?(?=\s*(?:[),;]|$))"
_LISTED = rf"^[\s\[\"']*{_LOW}(?:[\s\"']*[,;/&][\s\"']*{_LOW})+[\s\]\"']*$"
_LIST_MARKS = frozenset(",;/&")
_PLAIN = {str(number): Grade(number, number) for number in range(1, 13)}
_FIXED = {
    "kindergarten": Grade(0, 0), "preschool": Grade(-1, -1), "high": Grade(9, 12), "middle": Grade(6, 8), "elementary": Grade(0, 5),
    "beyond": Grade(13, 13),
}  # fmt: skip
_SUBJECTS = "CC|OA|NBT|NF|MD|G|RP|NS|EE|F|SP"
_STANDARD = (
    r"\b(?:CCSS\.)?(?:ELA-LITERACY\.)?(?:RL|RI|RF|SL|W|L)\.(K|[1-9]|1[0-2]|9-10|11-12)\.\d"
    rf"|\b(?:CCSS\.MATH\.CONTENT\.|CCSS\.MATH\.)?(K|[1-8])\.(?:{_SUBJECTS})\.[A-Z]?\.?\d"
    r"|\b(K|[1-5]|MS|HS)-(?:PS|LS|ESS|ETS)\d-\d"
)
_IN_STANDARD = lazy(rf"[.-](?:(?:K|[1-9]|1[0-2]|9-10|11-12)\.\d|(?:{_SUBJECTS})\.|(?:PS|LS|ESS|ETS)\d-\d)")
"""What every such code holds; sooner looked for than a whole one."""


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """A pattern when a text first needs it: all of them together take as long to compile as a lesson to lint."""
    return re.compile(pattern, re.IGNORECASE)


class _Asked(Named):
    """A pattern, of what kind it is, and two sets of hints: a text must hold one of each for the pattern to be tried."""

    pattern: str
    kind: str
    hints: frozenset[str]
    also: frozenset[str]


class _Hints(Named):
    """Patterns, and all parts of words and whole words that one of them asks for."""

    parts: tuple[str, ...]
    words: frozenset[str]
    patterns: tuple[_Asked, ...]


@cache
def _all_hints() -> _Hints:
    asked = []
    for pattern, kind, hints in _PATTERNS:
        groups = [frozenset(group.split("|")) for group in hints.split(" + ")]
        asked.append(_Asked(pattern, kind, groups[0], groups[-1]))
    return _hints(asked)


def _hints(patterns: Iterable[_Asked]) -> _Hints:
    wanted = frozenset().union(*(asked.hints | asked.also for asked in patterns))
    parts = tuple(sorted(hint for hint in wanted if hint[0] != "="))
    return _Hints(parts, frozenset(hint[1:] for hint in wanted if hint[0] == "="), tuple(patterns))


def _worth_trying(lowered: str, among: _Hints) -> list[_Asked]:
    """The patterns whose hints a text in lower case holds."""
    held = {part for part in among.parts if part in lowered}
    if among.words:
        held.update([f"={word}" for word in among.words.intersection(_WORD.findall(lowered))])
    return [asked for asked in among.patterns if not asked.hints.isdisjoint(held) and not asked.also.isdisjoint(held)] if held else []


def parse_grade(text: str) -> Grade | None:
    """The grade in a value that is known to state one, such as `4`, `3-5`, `K–2`, `Year 5`, `4.º grado`."""
    whole = text.strip()
    if whole in _PLAIN:
        return _PLAIN[whole]
    if whole.lower() in _WORDS and whole.lower() not in _COUNTED:
        return Grade(_WORDS[whole.lower()], _WORDS[whole.lower()])
    each = _compiled(_LISTED).match(text) if not _LIST_MARKS.isdisjoint(text) else None
    if each:
        numbers = [_number(number) for number in re.findall(r"\w+", text)]
        return Grade(min(numbers), max(numbers))
    found = stated_grades(text)
    alone = _compiled(_ALONE).match(text) if not (found and found[0].start == 0) else None
    if alone:
        low = _number(alone.group(1))
        high = _number(alone.group(2)) if alone.group(2) else low
        return Grade(min(low, high), max(low, high))
    return found[0].grade if found else None


def stated_grades(text: str) -> list[Stated]:
    """Every grade that running text states, in reading order. “Grade the papers” and “above grade level” state none."""
    return _stated(text, _all_hints())


def counts_anew(text: str) -> bool:
    """Whether a text is the name of a school that counts its years from one again: “Secundaria”, “Educación Media”."""
    return bool(_compiled(_SCHOOL).fullmatch(text))


def grade_of_course(text: str) -> Grade | None:
    """The grade at the end or in brackets of a course's name: “Biology 1 (9th–10th)”."""
    match = _compiled(_IN_COURSE).search(_plain_hyphens(text))
    return _grade("range", match) if match else None


def grade_of_title(text: str) -> Grade | None:
    """The band in brackets at the end of a title: “Rehearsal Plan (9–12)”. Other numbers there may be of pages or lessons."""
    match = _compiled(_IN_TITLE).search(_plain_hyphens(text))
    return _grade("range", match) if match else None


def first_grade(texts: Sequence[str]) -> tuple[int, Stated] | None:
    """The first grade that one of several texts states, with the text's number. What none of them can state is told of all at once."""
    hints = _hints(_worth_trying(_plain_hyphens("\n".join(texts)).lower(), _all_hints()))
    for number, text in enumerate(texts) if hints.patterns else ():
        found = _stated(text, hints)
        if found:
            return number, found[0]
    return None


def _plain_hyphens(text: str) -> str:
    return text if text.isascii() else text.replace("\u2010", "-").replace("\u2011", "-")


def _stated(text: str, among: _Hints) -> list[Stated]:
    text = _plain_hyphens(text)
    found: list[Stated] = []
    taken: list[tuple[int, int]] = []
    blocked: list[tuple[int, int]] | None = None
    for pattern, kind, _, _ in _worth_trying(text.lower(), among):
        for match in _compiled(pattern).finditer(text):
            if blocked is None:
                blocked = [match.span() for match in _compiled(_NOT).finditer(text)]
            if any(start < match.end() and match.start() < end for start, end in (*taken, *blocked)):
                continue
            grade = _grade(kind, match)
            if grade:
                taken.append(match.span())
                found.append(Stated(grade, match.start(), match.end()))
    return sorted(found, key=lambda stated: stated.start)


def _grade(kind: str, match: re.Match[str]) -> Grade | None:
    if kind in _FIXED:
        return _FIXED[kind]
    parts = [part for part in match.groups() if part]
    if kind == "word":
        return Grade(_WORDS[parts[0].lower()], _WORDS[parts[0].lower()])
    if kind == "stage":
        return _STAGES[parts[0]]
    numbers = [_WORDS.get(part.lower()) or _number(part) for part in parts]
    if not numbers:
        return None
    low, high = numbers[0], numbers[-1]
    if kind == "year":
        low, high = low - 1, high - 1
    elif kind in _AFTER:
        low = high = low + _AFTER[kind]
        if high > 12:
            return None
    elif kind == "semester":
        low = high = 9 + (low + 1) // 2
    elif kind in ("age", "under"):
        years = 5 if kind == "age" else 6  # the oldest under 12 are 11
        if not 2 <= low <= 99 or high < low:
            return None
        low, high = (min(13, max(-1, age - years)) for age in (low, high))
        if high > 12 > low >= 9:
            high = 12
    return Grade(min(low, high), max(low, high)) if min(low, high) >= -1 else None


def _number(text: str) -> int:
    word = text.lower().replace("-", "")
    if word in ("k", "kindergarten", "tk"):
        return 0
    if word in ("pk", "prek"):
        return -1
    return int(re.sub(r"\D", "", word) or 0)


def grade_from_standards(text: str) -> tuple[Grade, int, int] | None:
    """The grade in the first standard's code (`RL.4.2`, `5-ESS3-1`), with its place."""
    match = re.compile(_STANDARD).search(text) if _IN_STANDARD.search(text) else None
    if not match:
        return None
    code = next(group for group in match.groups() if group)
    fixed = {"MS": Grade(6, 8), "HS": Grade(9, 12), "9-10": Grade(9, 10), "11-12": Grade(11, 12), "K": Grade(0, 0)}
    return fixed.get(code) or Grade(int(code), int(code)), match.start(), match.end()
