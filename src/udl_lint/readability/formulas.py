"""The readability formulas, each from counts, with its source. Every one needs at least one word and one sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import sqrt
from typing import Literal

from udl_lint.named import Named
from udl_lint.readability.borrowed import lix, mcalpine_eflaw, rix
from udl_lint.readability.counts import Counts


def flesch_reading_ease(counts: Counts) -> float:
    """Ease from about 0 (hard) to 100 (easy), English. 206.835 − 1.015·words/sentence − 84.6·syllables/word.

    Source: Flesch (1948), "A new readability yardstick", *Journal of Applied Psychology* 32(3), 221–233.
    """
    return 206.835 - 1.015 * counts.words / counts.sentences - 84.6 * counts.syllables / counts.words


def flesch_kincaid(counts: Counts) -> float:
    """School grade, English. 0.39·words/sentence + 11.8·syllables/word − 15.59.

    Source: Kincaid, Fishburne, Rogers & Chissom (1975), *Derivation of New Readability Formulas … for Navy Enlisted Personnel*, Research
    Branch Report 8-75. Fitted on adults and Navy manuals; used for grades 3 to 12.
    """
    return 0.39 * counts.words / counts.sentences + 11.8 * counts.syllables / counts.words - 15.59


def smog(counts: Counts) -> float:
    """School grade, English. 1.0430·√(30·polysyllables/sentences) + 3.1291.

    Source: McLaughlin (1969), "SMOG grading: a new readability formula", *Journal of Reading* 12(8), 639–646. Fitted on 30 sentences and
    full comprehension, so it reads about two grades above the others and jumps about on short texts.
    """
    return 1.0430 * sqrt(30 * counts.polysyllables / counts.sentences) + 3.1291


def coleman_liau(counts: Counts) -> float:
    """School grade, English, without syllables. 0.0588·letters per 100 words − 0.296·sentences per 100 words − 15.8.

    Source: Coleman & Liau (1975), "A computer readability formula designed for machine scoring", *Journal of Applied Psychology* 60(2),
    283–284.
    """
    return 0.0588 * 100 * counts.letters / counts.words - 0.296 * 100 * counts.sentences / counts.words - 15.8


def automated_readability_index(counts: Counts) -> float:
    """School grade, English, without syllables. 4.71·letters and digits/word + 0.5·words/sentence − 21.43.

    Source: Senter & Smith (1967), *Automated Readability Index*, AMRL-TR-66-220, Wright-Patterson Air Force Base.
    """
    return 4.71 * counts.letters / counts.words + 0.5 * counts.words / counts.sentences - 21.43


def fernandez_huerta(counts: Counts) -> float:
    """Ease from about 0 (hard) to 100 (easy), Spanish. 206.84 − 60·syllables/word − 1.02·words/sentence.

    Source: Fernández Huerta (1959), "Medidas sencillas de lecturabilidad", *Consigna* 214, 29–32, in the corrected form: as printed, the
    last term takes sentences per 100 words, which rewards long sentences (Law 2011, "Error in the Fernández Huerta readability formula").
    """
    return 206.84 - 60 * counts.syllables / counts.words - 1.02 * counts.words / counts.sentences


def inflesz(counts: Counts) -> float:
    """Ease, Spanish: under 40 very hard, 40–55 rather hard, 55–65 normal, 65–80 rather easy, 80 and more very easy.

    206.835 − 62.3·syllables/word − words/sentence. Source: Szigriszt-Pazos (1993), doctoral thesis, Universidad Complutense de Madrid; the
    scale: Barrio-Cantalejo et al. (2008), *Anales del Sistema Sanitario de Navarra* 31(2), 135–152 (adults, texts on health).
    """
    return 206.835 - 62.3 * counts.syllables / counts.words - counts.words / counts.sentences


def gutierrez_de_polini(counts: Counts) -> float:
    """Ease, Spanish, without syllables. 95.2 − 9.7·letters/word − 0.35·words/sentence.

    Source: Gutiérrez de Polini (1972), *Investigación sobre lectura en Venezuela*; made for Spanish, by cloze tests with 6th graders.
    """
    return 95.2 - 9.7 * counts.letters / counts.words - 0.35 * counts.words / counts.sentences


def crawford(counts: Counts) -> float:
    """Years of schooling, Spanish, primary grades. −0.205·sentences per 100 words + 0.049·syllables per 100 words − 3.407.

    Source: Crawford (1985), "Fórmula y gráfico para determinar la comprensibilidad de textos del nivel primario en castellano",
    *Lectura y Vida* 6(4), 18–24.
    """
    return -0.205 * 100 * counts.sentences / counts.words + 0.049 * 100 * counts.syllables / counts.words - 3.407


class Formula(Named):
    """One formula. `language` is `en`, `es` or `any`; `gives` a school grade, an ease (more is easier) or an index (more is harder)."""

    title: str
    language: Literal["en", "es", "any"]
    gives: Literal["grade", "ease", "index"]
    counted: Callable[[Counts], float] | None = None
    borrowed: Callable[[str], float] | None = None
    """For textstat's formulas: from plain prose in which full stops end sentences and stand nowhere else."""

    def fits(self, language: str) -> bool:
        """Whether it is made for this language."""
        return self.language in ("any", language)


FORMULAS: Mapping[str, Formula] = {
    "flesch-kincaid": Formula("Flesch-Kincaid grade level", "en", "grade", flesch_kincaid),
    "flesch-reading-ease": Formula("Flesch reading ease", "en", "ease", flesch_reading_ease),
    "smog": Formula("SMOG", "en", "grade", smog),
    "coleman-liau": Formula("Coleman-Liau index", "en", "grade", coleman_liau),
    "automated-readability-index": Formula("Automated Readability Index", "en", "grade", automated_readability_index),
    "crawford": Formula("Crawford", "es", "grade", crawford),
    "inflesz": Formula("INFLESZ (Szigriszt-Pazos)", "es", "ease", inflesz),
    "fernandez-huerta": Formula("Fernández Huerta", "es", "ease", fernandez_huerta),
    "gutierrez-de-polini": Formula("Gutiérrez de Polini", "es", "ease", gutierrez_de_polini),
    "mcalpine-eflaw": Formula("McAlpine EFLAW", "en", "index", borrowed=mcalpine_eflaw),
    "lix": Formula("LIX", "any", "index", borrowed=lix),
    "rix": Formula("RIX", "any", "index", borrowed=rix),
}
"""Every formula by the name that configurations use."""
