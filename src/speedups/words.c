/* A text cut into words. */

#include "speedups.h"

static char in_word[128]; /* which letters of ASCII stand in words */

int ready_words(void)
{
    for (Py_UCS4 c = 0; c < 128; c++)
        in_word[c] = Py_UNICODE_ISALNUM(c) != 0;
    return 0;
}

static int is_letter(Py_UCS4 c) { return c < 128 ? in_word[c] : Py_UNICODE_ISALNUM(c) != 0; }

static int is_apostrophe(Py_UCS4 c) { return c == '\'' || c == 0x2019; }

static Py_ssize_t word_end(int kind, const void *data, Py_ssize_t at, Py_ssize_t size)
{
    Py_UCS4 first = PyUnicode_READ(kind, data, at);
    Py_ssize_t end = at;
    if (first == '_') {
        while (end < size && PyUnicode_READ(kind, data, end) == '_')
            end++;
        return end - at > 1 ? end : at;
    }
    if (!is_letter(first))
        return at;
    while (end < size) {
        Py_UCS4 c = PyUnicode_READ(kind, data, end);
        if (is_letter(c) || (is_apostrophe(c) && end + 1 < size && is_letter(PyUnicode_READ(kind, data, end + 1))))
            end++;
        else
            break;
    }
    return end;
}

/* What parts two words: see `words._gap`. */
static int gap_between(int kind, const void *data, Py_ssize_t at, Py_ssize_t end)
{
    int gap = NO_GAP;
    for (Py_ssize_t here = at; here < end; here++) {
        Py_UCS4 c = PyUnicode_READ(kind, data, here);
        switch (c) {
        case '.': case ';': case '!': case '?': case '|': case 0xBF: case 0xA1:
            return HARD;
        case '\n':
            for (Py_ssize_t next = here + 1; next < end; next++) {
                Py_UCS4 other = PyUnicode_READ(kind, data, next);
                if (other == '\n')
                    return HARD;
                if (!Py_UNICODE_ISSPACE(other))
                    break;
            }
            break;
        case ',': case ':': case '(': case ')': case '[': case ']': case 0x2026: case 0x2013: case 0x2014:
            gap = SOFT;
            break;
        case '-':
            if (here + 1 < end) {
                Py_UCS4 next = PyUnicode_READ(kind, data, here + 1);
                if (next == '-' || (here > at && Py_UNICODE_ISSPACE(next) && Py_UNICODE_ISSPACE(PyUnicode_READ(kind, data, here - 1))))
                    gap = SOFT;
            }
            break;
        default:
            break;
        }
    }
    return gap;
}

/* Words as they are written, and what they are folded to. Each has one place, by its letters, and takes it from the one that was there: in front
   of the dictionary, which is slower by far. */
enum { LONGEST = 20, ROOM = 1 << 12 };
typedef struct { PyObject *folded; unsigned char size, written[LONGEST]; } Remembered;
static Remembered remembered[ROOM];
static PyObject *dictionary; /* whose words are remembered */

static void remember_words_of(PyObject *folded)
{
    if (dictionary == folded)
        return;
    for (Py_ssize_t place = 0; place < ROOM; place++)
        Py_CLEAR(remembered[place].folded);
    Py_XSETREF(dictionary, Py_NewRef(folded));
}

/* Where a word is remembered; NULL for a long one and one in letters of other kinds. */
static Remembered *place_of(int kind, const void *data, Py_ssize_t at, Py_ssize_t end, unsigned char *written)
{
    uint32_t hash = 2166136261u; /* FNV-1a */
    if (end - at > LONGEST)
        return NULL;
    for (Py_ssize_t here = at; here < end; here++) {
        Py_UCS4 c = PyUnicode_READ(kind, data, here);
        if (c > 255)
            return NULL;
        written[here - at] = (unsigned char)c;
        hash = (hash ^ c) * 16777619u;
    }
    return &remembered[(hash ^ hash >> 15) & (ROOM - 1)];
}

/* A word of a text folded: a new reference. */
static PyObject *folded_word(PyObject *text, Py_ssize_t at, Py_ssize_t end, PyObject *folded, PyObject *fold)
{
    unsigned char written[LONGEST];
    Remembered *place = place_of(PyUnicode_KIND(text), PyUnicode_DATA(text), at, end, written);
    if (place && place->folded && place->size == end - at && memcmp(place->written, written, (size_t)(end - at)) == 0)
        return Py_NewRef(place->folded);
    PyObject *word = PyUnicode_Substring(text, at, end), *known = word ? PyDict_GetItemWithError(folded, word) : NULL;
    if (known)
        Py_INCREF(known);
    else if (word && !PyErr_Occurred())
        known = PyObject_CallOneArg(fold, word);
    Py_XDECREF(word);
    if (known && place && dictionary == folded) {
        place->size = (unsigned char)(end - at);
        memcpy(place->written, written, (size_t)(end - at));
        Py_XSETREF(place->folded, Py_NewRef(known));
    }
    return known;
}

/* A word, where it stands and what parts it from the one before. */
typedef struct { PyObject *word; Py_ssize_t start, end; int gap; } Cut;
typedef struct { Cut *words; Py_ssize_t count, room; } Cuts;

static Cut *next_cut(Cuts *cuts)
{
    if (cuts->count == cuts->room) {
        Py_ssize_t room = cuts->room + cuts->room / 2 + 16;
        Cut *words = PyMem_Realloc(cuts->words, (size_t)room * sizeof *words);
        if (!words) {
            PyErr_NoMemory();
            return NULL;
        }
        cuts->words = words;
        cuts->room = room;
    }
    return &cuts->words[cuts->count];
}

static int cut_text(PyObject *text, PyObject *folded, PyObject *fold, PyObject *abbreviations, Cuts *cuts)
{
    int kind = PyUnicode_KIND(text);
    const void *data = PyUnicode_DATA(text);
    Py_ssize_t size = PyUnicode_GET_LENGTH(text), before = 0;
    for (Py_ssize_t at = 0; at < size;) {
        Py_ssize_t end = word_end(kind, data, at, size);
        if (end == at) {
            at++;
            continue;
        }
        Cut *cut = next_cut(cuts);
        PyObject *word = cut ? folded_word(text, at, end, folded, fold) : NULL;
        if (!word)
            return -1;
        *cut = (Cut){word, at, end, NO_GAP};
        if (cuts->count++ && !(at == before + 1 && PyUnicode_READ(kind, data, before) == ' '))
            cut->gap = gap_between(kind, data, before, at);
        /* A stop inside a number or after an abbreviation ends no sentence. */
        if (cut->gap == HARD && PyUnicode_READ(kind, data, before) == '.') {
            int none = at == before + 1 ? 1 : PySet_Contains(abbreviations, cut[-1].word);
            if (none < 0)
                return -1;
            if (none)
                cut->gap = NO_GAP;
        }
        at = before = end;
    }
    return 0;
}

const char speedups_cut_doc[] = PyDoc_STR(
"cut(text, folded, fold, abbreviations, /)\n--\n\n"
"The words of a text folded, where they begin and end, and their gaps, as four lists.");

PyObject *speedups_cut(PyObject *module, PyObject *const *given, Py_ssize_t count)
{
    if (!takes("cut", given, count, "sdof") || PyUnicode_READY(given[0]) < 0)
        return NULL;
    remember_words_of(given[1]);
    Cuts cuts = {NULL, 0, 0};
    PyObject *lists[4] = {NULL}, *result = NULL;
    int failed = cut_text(given[0], given[1], given[2], given[3], &cuts);
    for (int which = 0; which < 4 && !failed; which++)
        failed = (lists[which] = PyList_New(cuts.count)) == NULL;
    for (Py_ssize_t number = 0; number < cuts.count; number++) {
        Cut *cut = &cuts.words[number];
        PyObject *start = failed ? NULL : number_of(cut->start), *end = start ? number_of(cut->end) : NULL;
        if (end) {
            PyList_SET_ITEM(lists[0], number, cut->word);
            PyList_SET_ITEM(lists[1], number, start);
            PyList_SET_ITEM(lists[2], number, end);
            PyList_SET_ITEM(lists[3], number, number_of(cut->gap));
        }
        else {
            failed = 1;
            Py_DECREF(cut->word);
            Py_XDECREF(start);
        }
    }
    PyMem_Free(cuts.words);
    if (!failed)
        result = PyTuple_Pack(4, lists[0], lists[1], lists[2], lists[3]);
    for (int which = 0; which < 4; which++)
        Py_XDECREF(lists[which]);
    return result;
}

const char speedups_has_digit_doc[] = PyDoc_STR(
"has_digit(text, /)\n--\n\nWhether a digit of any script is in a text.");

PyObject *speedups_has_digit(PyObject *module, PyObject *text)
{
    if (!takes("has_digit", &text, 1, "s") || PyUnicode_READY(text) < 0)
        return NULL;
    const int kind = PyUnicode_KIND(text);
    const void *data = PyUnicode_DATA(text);
    for (Py_ssize_t at = 0; at < PyUnicode_GET_LENGTH(text); at++) {
        const Py_UCS4 c = PyUnicode_READ(kind, data, at);
        if (c < 128 ? c >= '0' && c <= '9' : Py_UNICODE_ISDECIMAL(c))
            Py_RETURN_TRUE;
    }
    Py_RETURN_FALSE;
}
