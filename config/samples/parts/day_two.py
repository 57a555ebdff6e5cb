"""Day two: twelve people joined, left or changed; what each of them costs in calls of DingTalk's API."""

import copy
import json

from parts.company import leaf

CREATE, UPDATE, DELETE = "/topapi/v2/user/create", "/topapi/v2/user/update", "/topapi/v2/user/delete"
CREATE_DEPARTMENT, UPDATE_DEPARTMENT = "/topapi/v2/department/create", "/topapi/v2/department/update"

NEW_DEPARTMENT = "深圳公司/电商部/跨境业务组"


class Changes:
    """The second day's roster while it is made, and the operations it asks for."""

    def __init__(self, people):
        self.people = copy.deepcopy(people)
        self.log = []  # (employee id, what happened, [(operation id, path)], fields that go over)

    def staff(self, path, number):
        return [person for person in self.people if person["部門"] == path][number]

    def leader(self, path):
        return self.staff(path, 0)["員工編號"]

    def note(self, person, what, operations, fields):
        self.log.append((person["員工編號"], what, operations, fields))

    def change(self, person, what, values, fields):
        assert all(person[heading] != value for heading, value in values.items()), person
        person.update(values)
        self.note(person, what, [(f"u-update-{person['員工編號']}", UPDATE)], fields)

    def join(self, values, fields):
        person = {**{heading: "" for heading in self.people[0]}, **values}
        self.people.append(person)
        self.note(person, f"joins {person['部門']}", [(f"u-create-{person['員工編號']}", CREATE)], fields)


def joiners(changes):
    shop, team = "香港公司/零售部/九龍區/旺角店", "深圳公司/信息技术部/研发中心/后端组"
    everything = "all that is stated"
    changes.join({"員工編號": "E1001", "姓名": "陳大文", "手機號碼": "+852-51234567", "職位": "營業員", "職級": "P2",
                  "部門": shop, "部門主管": "否", "直屬主管": changes.leader(shop), "工作地點": "旺角店",
                  "入職日期": "2026-01-05", "狀態": "試用"}, everything)
    changes.join({"員工編號": "E1002", "姓名": "司马宇轩", "手機號碼": "13812345678", "電郵": "yuxuan.sima@example.hk",
                  "公司電郵": "yuxuan.sima@example.com", "分機": "6990", "職位": "工程师", "職級": "P5", "部門": team,
                  "部門主管": "否", "直屬主管": changes.leader(team), "工作地點": "深圳福田总部",
                  "入職日期": "2026-01-05", "狀態": "试用"}, everything)


def leavers(changes):
    told = changes.staff("香港公司/零售部/港島區/銅鑼灣店", 10)
    told.update({"最後工作日": "2026-01-02", "狀態": "離職"})
    gone = changes.staff("深圳公司/电商部/客服组", 20)
    changes.people.remove(gone)
    for person, what in ((told, "has left: 狀態 離職, 最後工作日 in the past"), (gone, "has left: the row is no longer there")):
        changes.note(person, what, [(f"u-delete-{person['員工編號']}", DELETE)], "")


def fields_changed(changes):
    changes.change(changes.staff("香港公司/零售部/新界區/荃灣店", 7),
                   "has a new number (the account is not activated yet)", {"手機號碼": "+852-92345678"}, "mobile")
    changes.change(changes.staff("深圳公司/财务部/共享中心", 6), "has a new title and level",
                   {"職位": "财务主管", "職級": "P6"}, "title")
    changes.change(changes.staff("香港公司/行政部", 3), "has a new manager",
                   {"直屬主管": changes.leader("香港公司")}, "manager_userid")
    changes.change(changes.staff("香港公司/市場部", 5), "has a new name", {"姓名": "余晴朗"}, "name")
    changes.change(changes.staff("香港公司/採購部", 8), "has a new mail address",
                   {"電郵": "kan.waiyan@example.hk"}, "email")


def moved(changes):
    shop = "香港公司/零售部/九龍區/九龍灣店"
    changes.change(changes.staff("香港公司/零售部/九龍區/觀塘店", 5), f"moves to {leaf(shop)}",
                   {"部門": shop, "直屬主管": changes.leader(shop), "工作地點": "九龍灣店"},
                   "dept_id_list, manager_userid, work_place")
    pioneer = changes.staff("深圳公司/电商部/运营组", 8)
    pioneer["部門"] = NEW_DEPARTMENT
    changes.note(pioneer, f"moves to {leaf(NEW_DEPARTMENT)}, which is new",
                 [(f"d-create-/{NEW_DEPARTMENT}", CREATE_DEPARTMENT), (f"u-update-{pioneer['員工編號']}", UPDATE)],
                 "dept_id_list")


def promoted(changes):
    shop = "香港公司/零售部/港島區/北角店"
    person = changes.staff(shop, 2)
    person["部門主管"] = "是"
    changes.note(person, f"leads {leaf(shop)} too", [(f"d-update-/{shop}", UPDATE_DEPARTMENT)],
                 "dept_manager_userid_list")


def day_two(people):
    changes = Changes(people)
    joiners(changes)
    leavers(changes)
    fields_changed(changes)
    moved(changes)
    promoted(changes)
    assert len({entry[0] for entry in changes.log}) == 12
    for heading in ("員工編號", "姓名", "手機號碼", "電郵", "公司電郵", "分機"):
        values = [person[heading] for person in changes.people if person[heading]]
        assert len(values) == len(set(values)), heading
    return changes


def calls_of(log):
    counts = {}
    for _, _, operations, _ in log:
        for _, path in operations:
            counts[path] = counts.get(path, 0) + 1
    return dict(sorted(counts.items()))


def expectation(log):
    operations = {operation: path for _, _, ones, _ in log for operation, path in ones}
    return json.dumps({"changed_people": len(log), "operations": dict(sorted(operations.items())),
                       "calls": calls_of(log)}, ensure_ascii=False, indent=2) + "\n"


def table(log):
    lines = ["| person | what happened | operation | call | fields |", "| --- | --- | --- | --- | --- |"]
    for employee_id, what, operations, fields in log:
        ids = "<br>".join(f"`{operation}`" for operation, _ in operations)
        paths = "<br>".join(f"`{path}`" for _, path in operations)
        lines.append(f"| {employee_id} | {what} | {ids} | {paths} | {fields} |")
    return "\n".join(lines)


def totals(log):
    counts = calls_of(log)
    lines = ["| path | calls |", "| --- | ---: |"]
    lines += [f"| `{path}` | {count} |" for path, count in counts.items()]
    return "\n".join(lines + [f"| **together** | **{sum(counts.values())}** |"])
