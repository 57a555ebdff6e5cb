"""Ten people, the same in every file format and encoding that is met in practice."""

from parts.people import HEADINGS
from parts.writing import csv_text, rows_of

IT, SHOP, STORE = "香港公司/資訊科技部", "香港公司/零售部/旺角店", "香港公司/物流部/葵涌倉"


def person(number, name, mobile, title, department, leads, manager, place, hired, remark=""):
    return {"員工編號": f"S{number:03d}", "姓名": name, "手機號碼": mobile, "電郵": f"s{number:03d}@example.hk",
            "公司電郵": f"s{number:03d}@example.com", "分機": str(7000 + number), "職位": title, "職級": f"P{number % 7 + 1}",
            "部門": department, "部門主管": leads, "直屬主管": manager, "工作地點": place, "入職日期": hired,
            "狀態": "在職", "備註": remark}


PEOPLE = [
    person(1, "陳國強", "+852-91234567", "總經理", "香港公司", "是", "", "九龍灣總部", "2008-03-17"),
    person(2, "鄧栢傑", "+852-92345678", "技術經理", IT, "是", "S001", "九龍灣總部", "2012-07-02", "更表:\n早更 09:00\n晚更 14:00"),
    person(3, "林嘉欣", "+852-93456789", "工程師", IT, "否", "S002", "鰂魚涌", "2019-11-25", "可講普通話, 英語"),
    person(4, "王美玲", "+852-94567890", "工程師", IT + ";" + SHOP, "否", "S002", "九龍灣總部", "2020-02-29"),
    person(5, "何志明", "+852-61234567", "店長", SHOP, "是", "S001", "旺角店", "2010-10-10", "鑰匙編號 \"K-17\""),
    person(6, "梁詩雅", "+852-62345678", "營業員", SHOP, "否", "S005", "旺角店", "2021-06-01"),
    person(7, "歐陽慧琳", "+852-63456789", "營業員", SHOP, "否", "S005", "旺角店", "2022-08-15", "逢星期三休息\n其餘日子可加班"),
    person(8, "張偉", "13812345678", "倉務經理", STORE, "是", "S001", "葵涌倉", "2015-01-05"),
    person(9, "李建國", "13987654321", "倉務員", STORE, "否", "S008", "葵涌倉", "2018-04-09"),
    person(10, "蘇曉彤", "+852-64567890", "倉務員", STORE, "否", "S008", "葵涌倉", "2024-09-30", "急救員證書有效"),
]


def text_files(files):
    rows = rows_of(HEADINGS, PEOPLE)
    comma = csv_text(rows)
    files["small-utf8.csv"] = comma.encode()
    files["small-utf16.csv"] = b"\xff\xfe" + comma.encode("utf-16-le")
    files["small-gb18030.csv"] = comma.encode("gb18030")
    files["small-big5hkscs.csv"] = comma.encode("big5hkscs")
    files["small-semicolon.csv"] = csv_text(rows, ";").encode("utf-8-sig")
    files["small-tab.tsv"] = csv_text(rows, "\t").encode("utf-8-sig")


TEMPLATE = ["员工UserID", "部门", "职位", "姓名", "性别", "工号", "是否此部门主管(是/否)", "手机号", "邮箱", "分机号",
            "办公地点", "备注"]
NOTES = "填写须知：\n1. 不能在该Excel表中增加、删除或修改列；\n2. 红色字段为必填字段，黑色字段为选填字段；\n" \
        "3. 部门：上下级部门用“-”隔开，多个部门用“,”隔开，例如：市场部-杭州分部；\n4. 手机号：海外号码为“+区号-号码”。"


def template_row(one):
    departments = one["部門"].split(";")
    flags = [one["部門主管"]] + ["否"] * (len(departments) - 1)
    return ["u" + one["員工編號"].lower(), ",".join(path.replace("/", "-") for path in departments), one["職位"],
            one["姓名"], "", one["員工編號"], ",".join(flags), one["手機號碼"], one["電郵"], one["分機"],
            one["工作地點"], one["備註"]]


def template(files):
    padding = [""] * (len(TEMPLATE) - 1)
    rows = [[NOTES] + padding, TEMPLATE] + [template_row(one) for one in PEOPLE]
    files["dingtalk-template.csv"] = csv_text(rows).encode("utf-8-sig")


# What spreadsheets make of them: (row, heading, value, field, rule, severity).
DAMAGE = [
    (2, "入職日期", "39524", "hired_on", "date.serial", "fixed"),
    (3, "手機號碼", "'+852-92345678", "mobile", "text.apostrophe", "fixed"),
    (4, "入職日期", "43794", "hired_on", "date.serial", "fixed"),
    (5, "電郵", "s004@example.hk　", "email", "text.spaces", "fixed"),
    (5, "電郵", "s004@example.hk　", "email", "text.width", "fixed"),
    (6, "分機", "7005.0", "telephone", "number.decimal", "fixed"),
    (8, "姓名", "歐陽慧琳\u00a0", "name", "text.spaces", "fixed"),
    (9, "手機號碼", "1.38E+10", "mobile", "mobile.excel", "error"),
    (10, "手機號碼", "1.40E+10", "mobile", "mobile.excel", "error"),
    (11, "員工編號", "'S010", "employee_id", "text.apostrophe", "fixed"),
]


def damaged(files):
    people = [dict(one) for one in PEOPLE]
    for row, heading, value, *_ in DAMAGE:
        people[row - 2][heading] = value
    files["damaged-excel.csv"] = csv_text(rows_of(HEADINGS, people)).encode("utf-8-sig")
    expected = [[str(row), field, rule, severity] for row, _, _, field, rule, severity in DAMAGE]
    files["damaged-excel.expected.csv"] = csv_text([["row", "field", "rule", "severity"]] + expected).encode()

