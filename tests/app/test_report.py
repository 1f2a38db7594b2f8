"""`gridsweep answer` and `gridsweep report`: what they say of a study, and the page in a real browser."""
import re
import shutil
import tempfile
import pathlib
import unittest

from browser import open_page
from program import SMALL_STUDY, ProgramTest


class Report(ProgramTest):
    @classmethod
    def setUpClass(cls):
        cls.shared = pathlib.Path(tempfile.mkdtemp())
        cls.addClassCleanup(shutil.rmtree, cls.shared)
        (cls.shared / "study.yaml").write_text(SMALL_STUDY)
        cls.results = cls.shared / "results.h5"
        cls.page = cls.shared / "report.html"
        runner = cls("call")
        runner.folder = cls.shared
        runner.succeed("run", "study.yaml", "--out", cls.results, ranks=3)
        runner.succeed("report", cls.results, "--out", cls.page)

    def browser(self, **options):
        browser = open_page(self.page, **options)
        self.addCleanup(browser.quit)
        return browser

    def test_the_browser_has_nothing_to_complain_about(self):
        browser = self.browser()
        self.assertEqual(browser.get_log("browser"), [])
        loaded = browser.execute_script("return performance.getEntriesByType('resource').map(r => r.name)")
        self.assertEqual([name for name in loaded if not name.startswith("data:")], [])

    def test_every_figure_is_drawn(self):
        browser = self.browser()
        widths = browser.execute_script("return [...document.images].map(i => i.naturalWidth)")
        self.assertGreaterEqual(len(widths), 3)
        self.assertTrue(all(width > 100 for width in widths), widths)
        texts = browser.execute_script("return [...document.images].map(i => i.alt)")
        self.assertTrue(all(len(text) > 20 for text in texts), texts)

    def test_a_phone_shows_all_of_it(self):
        browser = self.browser(phone=True)
        self.assertEqual(browser.execute_script("return window.innerWidth"), 360)
        for unfold in (False, True):
            if unfold:
                browser.execute_script("document.querySelectorAll('details').forEach(d => d.open = true)")
            wide = browser.execute_script("return document.documentElement.scrollWidth")
            self.assertLessEqual(wide, 360)
        small = browser.execute_script(
            "return [...document.querySelectorAll('p, li, td, th, figcaption, summary')]"
            ".filter(e => parseFloat(getComputedStyle(e).fontSize) < 13).length")
        self.assertEqual(small, 0)

    def test_links_lead_to_what_they_name(self):
        browser = self.browser()
        lost = browser.execute_script(
            "return [...document.querySelectorAll('a')].map(a => a.getAttribute('href'))"
            ".filter(h => !document.querySelector(h))")
        self.assertEqual(lost, [])

    def test_the_page_says_what_answer_says(self):
        said = self.succeed("answer", self.results)
        questions = re.findall(r"^(.+)\n=+$", said, re.M)
        self.assertGreaterEqual(len(questions), 5, said)
        shown = self.browser().execute_script("return [...document.querySelectorAll('h2')].map(h => h.innerText)")
        self.assertEqual([question for question in questions if question not in shown], [])

    def test_every_command_on_the_page_works(self):
        commands = self.browser().execute_script(
            "document.querySelectorAll('details').forEach(d => d.open = true);"
            "return [...document.querySelectorAll('pre')].map(p => p.innerText).join('\\n').split('\\n')"
            ".filter(l => /^gridsweep [a-z]/.test(l))")
        self.assertGreaterEqual(len(commands), 5)
        shutil.copy(self.results, self.folder)
        for command in dict.fromkeys(commands):
            with self.subTest(command):
                self.succeed(*command.split()[1:])

    def test_wrong_wishes_are_one_line(self):
        for words in (["--margin", "0"], ["--margin", "200"], ["--confidence", "3"], ["--accuracy", "-1"]):
            with self.subTest(words):
                done = self.call("answer", self.results, *words)
                self.assertEqual(done.returncode, 2, done.stdout + done.stderr)
                self.assertEqual(done.stderr.count("\n"), 1, done.stderr)
        done = self.call("report", self.results, "--out", "missing/report.html")
        self.assertEqual(done.returncode, 2, done.stderr)
        self.assertIn("missing/report.html", done.stderr)


if __name__ == "__main__":
    unittest.main()
