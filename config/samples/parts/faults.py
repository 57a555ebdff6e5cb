"""Rows with faults, and the findings they must give."""

from parts.people import HEADINGS

EXTRA = ["userid", "account", "hide_mobile", "time_zone"]
ALL_HEADINGS = HEADINGS + EXTRA
SHOP = "香港公司/零售部/九龍區/旺角店"

FIELDS = {"員工編號": "employee_id", "姓名": "name", "手機號碼": "mobile", "電郵": "email", "公司電郵": "org_email",
          "分機": "telephone", "職位": "title", "部門": "departments", "部門主管": "leads", "直屬主管": "manager_id",
          "工作地點": "work_place", "入職日期": "hired_on", "最後工作日": "last_day", "狀態": "status", "備註": "remark"}

DEEP = "/".join(f"第{level}層" for level in range(1, 22))
MANY = ";".join(f"項目組{number:03d}" for number in range(1, 102))
TWICE = {"手機號碼": "+852-61234567", "電郵": "same@example.hk", "公司電郵": "same@example.com", "分機": "3999",
         "員工編號": "F0500", "userid": "shared01"}


def fault(heading, value, *rules):
    return {heading: value}, [(heading, rule, severity) for rule, severity in rules]


def error(heading, value, rule):
    return fault(heading, value, (rule, "error"))


def warning(heading, value, rule):
    return fault(heading, value, (rule, "warning"))


def fixed(heading, value, *rules):
    return fault(heading, value, *((rule, "fixed") for rule in rules))


def both(heading):
    """Two people with one value: both wait."""
    one = error(heading, TWICE[heading], f"{FIELDS.get(heading, heading)}.duplicate")
    return [one, one]


IDENTITY = [
    error("員工編號", "", "employee_id.missing"),
    error("員工編號", "F 09/01", "employee_id.characters"),
    error("員工編號", "F" + "0" * 50, "employee_id.length"),
    error("員工編號", "1.05E+12", "employee_id.excel"),
    error("姓名", "", "name.missing"),
    error("姓名", "陳" * 81, "name.length"),
    fixed("姓名", "　陳大文 ", "text.spaces"),
    fixed("姓名", "陳\u200b小明", "text.invisible"),
    fixed("姓名", "阿依古丽・买买提", "text.dot"),
    fixed("姓名", "Ｐｅｔｅｒ Chan", "text.width"),
    warning("姓名", "張\ufffd文", "text.damaged"),
    error("userid", "U" * 65, "userid.length"),
    error("userid", "chan tai man", "userid.characters"),
] + both("員工編號") + both("userid")

CONTACT = [
    error("手機號碼", "1.38E+10", "mobile.excel"),
    error("手機號碼", "+852-5123456", "mobile.format"),
    error("手機號碼", "+852-21234567", "mobile.format"),
    error("手機號碼", "+852-61234568 / +852-61234569", "mobile.format"),
    error("手機號碼", "沒有", "mobile.format"),
    fixed("手機號碼", "(852) 6123 4570", "mobile.written"),
    fixed("手機號碼", "00852 61234571", "mobile.written"),
    fixed("手機號碼", "13800138000.0", "number.decimal", "mobile.written"),
    fixed("手機號碼", "＋８５２－６１２３４５７２", "text.width"),
    fixed("手機號碼", "'+852-61234573", "text.apostrophe"),
    warning("手機號碼", "+852-58812345", "mobile.unusual"),
    error("電郵", "somebody.example.hk", "email.format"),
    error("電郵", "a@example.hk; b@example.hk", "email.format"),
    error("電郵", "a" * 40 + "@example.hk", "email.length"),
    fixed("電郵", "mailto:someone@EXAMPLE.hk", "mail.written"),
    error("公司電郵", "someone@example", "org_email.format"),
    error("公司電郵", "a" * 60 + "@" + "b" * 40 + ".example.com", "org_email.length"),
    error("分機", "2" * 51, "telephone.length"),
    error("分機", "2.10E+07", "telephone.excel"),
] + both("手機號碼") + both("電郵") + both("公司電郵") + both("分機")

WORK = [
    error("職位", "經理" * 101, "title.length"),
    error("職位", "#REF!", "cell.error"),
    error("工作地點", "九龍" * 51, "work_place.length"),
    error("備註", "備" * 2001, "remark.length"),
    error("部門", "香港公司//旺角店", "department.empty_level"),
    error("部門", "香港公司/零售，批發部", "department.name"),
    error("部門", "香港公司/" + "零" * 65, "department.length"),
    error("部門", DEEP, "department.depth"),
    error("部門", MANY, "departments.count"),
    fixed("部門", f"{SHOP};{SHOP}", "departments.repeated"),
    warning("部門", "", "departments.empty"),
    ({"部門": "", "部門主管": "是"}, [("部門", "departments.empty", "warning"), ("部門主管", "leads.nowhere", "warning")]),
    error("部門主管", "零售，批發部", "department.name"),
    error("部門主管", "也許", "leads.unknown"),
    warning("直屬主管", "F0900", "manager_id.self"),
]

TIME_AND_STATE = [
    error("入職日期", "03/04/2021", "date.ambiguous"),
    error("入職日期", "2021-02-30", "date.invalid"),
    error("入職日期", "下個月", "date.invalid"),
    fixed("入職日期", "44197", "date.serial"),
    error("最後工作日", "2026/13/01", "date.invalid"),
    warning("最後工作日", "2001-01-01", "last_day.before_hired"),
    error("狀態", "放假中?", "status.unknown"),
    error("account", "臨時", "account.unknown"),
    error("hide_mobile", "可能", "hide_mobile.yes_no"),
    warning("time_zone", "Asia/Kowloon", "time_zone.unknown"),
]

CLEAN = [({}, []), ({"備註": "可講普通話, 英語"}, []), ({"備註": "更表:\n早更 09:00"}, [])]

ROWS = CLEAN + IDENTITY + CONTACT + WORK + TIME_AND_STATE


def valid(number):
    return {"員工編號": f"F{number:04d}", "姓名": f"測試員{'甲乙丙丁戊己庚辛壬癸'[number // 10 % 10]}{'甲乙丙丁戊己庚辛壬癸'[number % 10]}",
            "手機號碼": f"+852-6144{number:04d}", "職位": "營業員", "職級": "P2", "部門": SHOP, "部門主管": "否",
            "直屬主管": "F0001", "工作地點": "旺角店", "入職日期": "2020-05-04", "狀態": "在職"}


def faults():
    """The people, and the expected findings as (row, field, rule, severity)."""
    people, expected = [], []
    for number, (values, findings) in enumerate(ROWS, start=1):
        person = {**valid(number), **values}
        if person["直屬主管"] in (person["員工編號"], "F0900"):
            person["直屬主管"] = person["員工編號"] if findings else ""
        people.append(person)
        row = number + 1  # below the heading row
        for heading, rule, severity in findings:
            expected.append([str(row), FIELDS.get(heading, heading), rule, severity])
    return people, expected
