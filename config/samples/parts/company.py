"""The invented group: its departments with city, head count and the jobs in them."""

CEO_OFFICE = "集團總裁辦公室"

# Jobs: (title, level) of the leader, of a deputy, and of the others by falling seniority.
OFFICE_HK = (("經理", "M2"), ("副經理", "M1"), [("高級主任", "P5"), ("主任", "P4"), ("助理", "P2"), ("文員", "P1")])
OFFICE_SZ = (("经理", "M2"), ("副经理", "M1"), [("高级专员", "P5"), ("专员", "P4"), ("助理", "P2")])
TEAM_HK = (("組長", "P6"), ("副組長", "P5"), [("高級主任", "P5"), ("主任", "P4"), ("助理", "P2")])
TEAM_SZ = (("组长", "P6"), ("副组长", "P5"), [("高级专员", "P5"), ("专员", "P4"), ("助理", "P2")])
TECH_HK = (("技術經理", "M2"), ("架構師", "P7"), [("高級工程師", "P6"), ("工程師", "P5"), ("助理工程師", "P3")])
TECH_SZ = (("技术经理", "M2"), ("架构师", "P7"), [("高级工程师", "P6"), ("工程师", "P5"), ("助理工程师", "P3")])
SHOP_HK = (("店長", "M1"), ("副店長", "P5"), [("資深營業員", "P3"), ("營業員", "P2"), ("營業員", "P2"), ("收銀員", "P2"), ("兼職店員", "P1")])
SHOP_SZ = (("店长", "M1"), ("副店长", "P5"), [("资深营业员", "P3"), ("营业员", "P2"), ("营业员", "P2"), ("收银员", "P2")])
STORE_HK = (("倉務經理", "M1"), ("倉務主任", "P5"), [("倉務員", "P2"), ("倉務員", "P2"), ("叉車司機", "P3"), ("理貨員", "P1")])
STORE_SZ = (("仓库经理", "M1"), ("仓库主管", "P5"), [("仓管员", "P2"), ("仓管员", "P2"), ("叉车司机", "P3"), ("理货员", "P1")])
AREA_HK = (("區域經理", "M3"), ("副區域經理", "M2"), [("區域督導", "P6")])
HEAD_HK = (("總經理", "M5"), ("副總經理", "M4"), [("行政秘書", "P5")])
HEAD_SZ = (("总经理", "M5"), ("副总经理", "M4"), [("行政秘书", "P5")])
CHIEF = (("行政總裁", "M6"), ("營運總監", "M5"), [("總裁助理", "P6"), ("行政秘書", "P5")])

HK_OFFICE, SZ_OFFICE = "九龍灣總部", "深圳福田总部"

# (path, city, people whose main department it is, jobs, work place; "" = the shop's own name)
DEPARTMENTS = [
    (CEO_OFFICE, "HK", 6, CHIEF, HK_OFFICE),
    ("香港公司", "HK", 3, HEAD_HK, HK_OFFICE),
    ("香港公司/人力資源部", "HK", 9, OFFICE_HK, HK_OFFICE),
    ("香港公司/人力資源部/招聘組", "HK", 6, TEAM_HK, HK_OFFICE),
    ("香港公司/人力資源部/薪酬福利組", "HK", 6, TEAM_HK, HK_OFFICE),
    ("香港公司/財務部", "HK", 9, OFFICE_HK, HK_OFFICE),
    ("香港公司/財務部/應收賬組", "HK", 8, TEAM_HK, HK_OFFICE),
    ("香港公司/財務部/應付賬組", "HK", 8, TEAM_HK, HK_OFFICE),
    ("香港公司/資訊科技部", "HK", 8, TECH_HK, HK_OFFICE),
    ("香港公司/資訊科技部/系統支援組", "HK", 10, TECH_HK, HK_OFFICE),
    ("香港公司/資訊科技部/門店系統組", "HK", 9, TECH_HK, HK_OFFICE),
    ("香港公司/市場部", "HK", 12, OFFICE_HK, HK_OFFICE),
    ("香港公司/採購部", "HK", 14, OFFICE_HK, HK_OFFICE),
    ("香港公司/法務部", "HK", 5, OFFICE_HK, HK_OFFICE),
    ("香港公司/行政部", "HK", 9, OFFICE_HK, HK_OFFICE),
    ("香港公司/零售部", "HK", 6, AREA_HK, HK_OFFICE),
    ("香港公司/零售部/港島區", "HK", 3, AREA_HK, HK_OFFICE),
    ("香港公司/零售部/港島區/中環店", "HK", 24, SHOP_HK, ""),
    ("香港公司/零售部/港島區/銅鑼灣店", "HK", 30, SHOP_HK, ""),
    ("香港公司/零售部/港島區/北角店", "HK", 16, SHOP_HK, ""),
    ("香港公司/零售部/港島區/鰂魚涌店", "HK", 18, SHOP_HK, ""),
    ("香港公司/零售部/港島區/香港仔店", "HK", 14, SHOP_HK, ""),
    ("香港公司/零售部/九龍區", "HK", 3, AREA_HK, HK_OFFICE),
    ("香港公司/零售部/九龍區/旺角店", "HK", 37, SHOP_HK, ""),
    ("香港公司/零售部/九龍區/尖沙咀店", "HK", 36, SHOP_HK, ""),
    ("香港公司/零售部/九龍區/觀塘店", "HK", 22, SHOP_HK, ""),
    ("香港公司/零售部/九龍區/深水埗店", "HK", 18, SHOP_HK, ""),
    ("香港公司/零售部/九龍區/九龍灣店", "HK", 20, SHOP_HK, ""),
    ("香港公司/零售部/九龍區/黃大仙店", "HK", 15, SHOP_HK, ""),
    ("香港公司/零售部/新界區", "HK", 3, AREA_HK, HK_OFFICE),
    ("香港公司/零售部/新界區/沙田店", "HK", 26, SHOP_HK, ""),
    ("香港公司/零售部/新界區/荃灣店", "HK", 24, SHOP_HK, ""),
    ("香港公司/零售部/新界區/元朗店", "HK", 20, SHOP_HK, ""),
    ("香港公司/零售部/新界區/屯門店", "HK", 20, SHOP_HK, ""),
    ("香港公司/零售部/新界區/大埔店", "HK", 14, SHOP_HK, ""),
    ("香港公司/零售部/新界區/將軍澳店", "HK", 18, SHOP_HK, ""),
    ("香港公司/物流部", "HK", 5, OFFICE_HK, HK_OFFICE),
    ("香港公司/物流部/葵涌倉", "HK", 42, STORE_HK, ""),
    ("香港公司/物流部/元朗倉", "HK", 34, STORE_HK, ""),
    ("香港公司/物流部/運輸組", "HK", 25, TEAM_HK, "葵涌倉"),
    ("深圳公司", "SZ", 3, HEAD_SZ, SZ_OFFICE),
    ("深圳公司/人力资源部", "SZ", 8, OFFICE_SZ, SZ_OFFICE),
    ("深圳公司/财务部", "SZ", 8, OFFICE_SZ, SZ_OFFICE),
    ("深圳公司/财务部/共享中心", "SZ", 14, TEAM_SZ, SZ_OFFICE),
    ("深圳公司/信息技术部", "SZ", 5, TECH_SZ, SZ_OFFICE),
    ("深圳公司/信息技术部/研发中心", "SZ", 4, TECH_SZ, SZ_OFFICE),
    ("深圳公司/信息技术部/研发中心/后端组", "SZ", 18, TECH_SZ, SZ_OFFICE),
    ("深圳公司/信息技术部/研发中心/前端组", "SZ", 12, TECH_SZ, SZ_OFFICE),
    ("深圳公司/信息技术部/研发中心/测试组", "SZ", 10, TECH_SZ, SZ_OFFICE),
    ("深圳公司/信息技术部/数据平台组", "SZ", 11, TECH_SZ, SZ_OFFICE),
    ("深圳公司/电商部", "SZ", 6, OFFICE_SZ, SZ_OFFICE),
    ("深圳公司/电商部/运营组", "SZ", 22, TEAM_SZ, SZ_OFFICE),
    ("深圳公司/电商部/设计组", "SZ", 10, TEAM_SZ, SZ_OFFICE),
    ("深圳公司/电商部/客服组", "SZ", 45, TEAM_SZ, SZ_OFFICE),
    ("深圳公司/电商部/直播组", "SZ", 12, TEAM_SZ, SZ_OFFICE),
    ("深圳公司/行政部", "SZ", 6, OFFICE_SZ, SZ_OFFICE),
    ("深圳公司/零售部", "SZ", 4, OFFICE_SZ, SZ_OFFICE),
    ("深圳公司/零售部/福田店", "SZ", 25, SHOP_SZ, ""),
    ("深圳公司/零售部/罗湖店", "SZ", 22, SHOP_SZ, ""),
    ("深圳公司/零售部/南山店", "SZ", 26, SHOP_SZ, ""),
    ("深圳公司/零售部/宝安店", "SZ", 20, SHOP_SZ, ""),
    ("深圳公司/仓储部", "SZ", 4, OFFICE_SZ, SZ_OFFICE),
    ("深圳公司/仓储部/龙岗仓", "SZ", 52, STORE_SZ, ""),
    ("深圳公司/仓储部/盐田仓", "SZ", 38, STORE_SZ, ""),
]


def leaf(path):
    return path.rsplit("/", 1)[-1]


def parent(path):
    return path.rsplit("/", 1)[0] if "/" in path else ""
