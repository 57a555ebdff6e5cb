"""Day one: a thousand people with all their fields, ready to be written."""

from parts.company import CEO_OFFICE, DEPARTMENTS, leaf, parent
from parts.names import Chance, Namer

HEADINGS = ["員工編號", "姓名", "手機號碼", "電郵", "公司電郵", "分機", "職位", "職級", "部門", "部門主管",
            "直屬主管", "工作地點", "入職日期", "最後工作日", "狀態", "備註"]

# Number blocks in which every number is a valid mobile number for libphonenumber.
HK_BLOCKS = "512 513 514 516 531 533 542 548 551 554 562 592 593 596 604 605 609 614 621 633 648 651 662 673 " \
            "681 692 695 901 903 912 915 923 934 942 947 951 961 972 981 984".split()
SZ_BLOCKS = "134 135 136 137 138 139 150 151 152 158 159 186 187 188 199".split()

REMARKS_HK = ["急救員證書有效", "可講普通話, 英語", "逢星期三休息", "鑰匙編號 \"K-17\"", "更表:\n早更 09:00\n晚更 14:00"]
REMARKS_SZ = ["会粤语", "持有叉车证", "试用期导师", "周末可加班, 需提前一天通知", "工位: A区\n三层"]


def hk_mobile(chance):
    """The number as DingTalk wants it, and as somebody may have typed it."""
    number = chance.pick(HK_BLOCKS) + f"{chance.below(100000):05d}"
    head, tail = number[:4], number[4:]
    typed = None
    if chance.happens(0.25):
        typed = chance.pick([("spaces", f"+852 {head} {tail}"), ("space and hyphen", f"+852 {head}-{tail}"),
                             ("brackets", f"(852) {head} {tail}"), ("00852", f"00852 {head}{tail}"),
                             ("no hyphen", f"+852{number}"), ("spaces around", f" +852-{number} ")])
    return "+852-" + number, typed


def sz_mobile(chance):
    number = chance.pick(SZ_BLOCKS) + f"{chance.below(100000000):08d}"
    typed = None
    if chance.happens(0.2):
        typed = chance.pick([("3 4 4", f"{number[:3]} {number[3:7]} {number[7:]}"),
                             ("3-4-4", f"{number[:3]}-{number[3:7]}-{number[7:]}"), ("+86", f"+86 {number}"),
                             ("bare", number), ("0086", f"0086{number}"), ("full width", full_width(number))])
    return "+86-" + number, typed


def full_width(digits):
    return "".join(chr(ord(c) + 0xFEE0) for c in digits)


def hired_on(chance, city):
    year, month, day = 1999 + chance.below(27), 1 + chance.below(12), 1 + chance.below(28)
    if chance.happens(0.1):
        return f"{year}年{month}月{day}日" if city == "SZ" else f"{year}/{month}/{day}"
    return f"{year}-{month:02d}-{day:02d}"


class Hiring:
    """Numbers people in the order of the departments, and keeps what may not occur twice."""

    def __init__(self, chance):
        self.chance_ = chance
        self.namer_ = Namer(chance)
        self.mobiles_ = set()
        self.ways_ = set()  # of typing a number that have their example
        self.mails_ = set()
        self.extension_ = {"HK": 2000, "SZ": 6000}
        self.number_ = 0

    def person(self, department, job):
        path, city, _, jobs, place = department
        self.number_ += 1
        name, roman = self.namer_.next(city)
        desk = bool(place) or job != "staff"
        title, level = self.chance_.pick(jobs[2]) if job == "staff" else jobs[job == "deputy"]
        return {
            "員工編號": f"E{self.number_:04d}",
            "姓名": name,
            "手機號碼": self.mobile(city),
            "電郵": self.private_mail(roman),
            "公司電郵": self.mail(roman, "example.com") if desk else "",
            "分機": self.extension(city) if desk else "",
            "職位": title,
            "職級": level,
            "部門": path,
            "部門主管": "否" if job == "staff" else "是",
            "直屬主管": "",
            "工作地點": place or leaf(path),
            "入職日期": hired_on(self.chance_, city),
            "最後工作日": "",
            "狀態": self.status(city),
            "備註": self.remark(city),
        }

    def mobile(self, city):
        while True:
            number, typed = (hk_mobile if city == "HK" else sz_mobile)(self.chance_)
            if number not in self.mobiles_:
                self.mobiles_.add(number)
                return self.once_each(typed) or number

    def once_each(self, typed):
        """One example of every way to type a number: the rest of the roster is clean."""
        way, text = typed or (None, None)
        if way in self.ways_:
            return None
        self.ways_.add(way)
        return text

    def private_mail(self, roman):
        return self.mail(roman, "example.hk") if self.chance_.happens(0.7) else ""

    def mail(self, roman, domain):
        address, count = f"{roman}@{domain}", 1
        while address in self.mails_:
            count += 1
            address = f"{roman}{count}@{domain}"
        self.mails_.add(address)
        return address

    def extension(self, city):
        self.extension_[city] += 1
        return str(self.extension_[city])

    def status(self, city):
        if self.chance_.happens(0.03):
            return "試用" if city == "HK" else "试用"
        if self.chance_.happens(0.01):
            return "停薪留職" if city == "HK" else "停薪留职"
        return "在職" if city == "HK" else "在职"

    def remark(self, city):
        return self.chance_.pick(REMARKS_HK if city == "HK" else REMARKS_SZ) if self.chance_.happens(0.06) else ""


def staffed(hiring, department):
    """The leader first; departments of twenty and more have a deputy who leads as well."""
    count = department[2]
    deputies = 1 if count >= 20 else 0
    jobs = ["leader"] + ["deputy"] * deputies + ["staff"] * (count - 1 - deputies)
    return [hiring.person(department, job) for job in jobs]


def set_managers(people_by_path):
    chief = people_by_path[CEO_OFFICE][0]["員工編號"]
    for path, people in people_by_path.items():
        leader = people[0]
        above = people_by_path[parent(path)][0]["員工編號"] if parent(path) else chief
        for person in people[1:]:
            person["直屬主管"] = leader["員工編號"]
        leader["直屬主管"] = "" if leader["員工編號"] == chief else above


# People who work in a second department too: (number within the first, first, second).
SECONDED = [(3, "香港公司/資訊科技部/門店系統組", "香港公司/零售部"), (5, "香港公司/市場部", "深圳公司/电商部"),
            (4, "深圳公司/财务部/共享中心", "香港公司/財務部"), (2, "深圳公司/信息技术部/数据平台组", "深圳公司/电商部/运营组"),
            (3, "香港公司/法務部", "深圳公司/人力资源部"), (6, "香港公司/採購部", "香港公司/物流部")]


def day_one():
    hiring = Hiring(Chance(20261122))
    people_by_path = {department[0]: staffed(hiring, department) for department in DEPARTMENTS}
    set_managers(people_by_path)
    for number, first, second in SECONDED:
        people_by_path[first][number]["部門"] += ";" + second
    return [person for people in people_by_path.values() for person in people]
