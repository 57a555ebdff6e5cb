"""The README of the samples: what each file is, and what day two costs."""

import re

from parts import day_two

TEXT = """# Sample data

Invented people of an invented retail group in Hong Kong and Shenzhen: {people} of them in {departments}
departments, with DingTalk registered in Hong Kong. All numbers are well-formed but made up, all mail
addresses are of example.com and example.hk. `python3 generate.py` writes every file here again, byte
for byte; to change one, change `parts/` and run it.

| file | what it is |
| --- | --- |
| `roster-day1.csv` | everybody on the first day: UTF-8 with a mark, commas, usual Traditional Chinese headings; dates written in several ways, and one number in each of {typed} ways that are mended |
| `roster-day2.csv` | the next day: twelve people joined, left or changed |
| `roster-day2.expected.json` | the operations and calls of day two, for scripts |
| `faults.csv` | one fault per row (two rows where two people are needed), among {clean} rows without any |
| `faults.expected.csv` | the findings `rosterd check` must give for it: row, field, rule, severity (company registered in CN) |
| `small-*.csv`, `small-tab.tsv`, `small.xlsx` | the same ten people as UTF-8, UTF-16, GB18030, Big5 with HKSCS, with semicolons, with tabs, and as a workbook; remarks with line breaks, a name with a character of HKSCS |
| `dingtalk-template.csv` | the same ten people in DingTalk's own import template: notes first, `-` between levels, `,` between departments |
| `damaged-excel.csv` | the same ten people after a round through a spreadsheet: lost digits, serial dates, apostrophes |
| `damaged-excel.expected.csv` | the findings it must give |

Day one needs {people} × `/topapi/v2/user/create`, {departments} × `/topapi/v2/department/create` and
{departments} × `/topapi/v2/department/update` (every department has one leader or two, and DingTalk takes
leaders only once they are members).

## Day two: twelve changes

{table}

{totals}

Synced a second time, neither day sends anything. The level (職級) is not a field of DingTalk and costs
nothing by itself; entitlement rules read it. The one who moves to the new department needs that
department first: two calls, in this order.
"""


def readme(people, departments, clean_faults, log):
    typed = sum(not re.fullmatch(r"\+\d+-\d+", one["手機號碼"]) for one in people)
    return TEXT.format(people=len(people), departments=departments, clean=clean_faults, typed=typed,
                       table=day_two.table(log), totals=day_two.totals(log))
