"""Invented names with their romanisation, and random choices that never change with Python."""

import random

HK_SURNAMES = """陳 chan 李 lee 黃 wong 張 cheung 林 lam 王 wong 吳 ng 劉 lau 梁 leung 蔡 choi 楊 yeung 鄭 cheng
葉 yip 何 ho 郭 kwok 曾 tsang 羅 law 謝 tse 馮 fung 鄧 tang 許 hui 蘇 so 盧 lo 蕭 siu 周 chow 余 yu 簡 kan 麥 mak
關 kwan 譚 tam 歐陽 auyeung 司徒 szeto"""
HK_GIVEN = """家 ka 偉 wai 文 man 志 chi 明 ming 詩 sze 嘉 ka 欣 yan 慧 wai 儀 yee 思 sze 敏 man 俊 chun 傑 kit 浩 ho
然 yin 子 tsz 軒 hin 樂 lok 怡 yi 穎 wing 琳 lam 美 mei 玲 ling 國 kwok 強 keung 德 tak 永 wing 健 kin 麗 lai
芬 fan 曉 hiu 彤 tung 梓 tsz 晴 ching 凱 hoi 婷 ting 珊 shan 雅 nga 雯 man"""
SZ_SURNAMES = """王 wang 李 li 张 zhang 刘 liu 陈 chen 杨 yang 赵 zhao 黄 huang 周 zhou 吴 wu 徐 xu 孙 sun 胡 hu 朱 zhu
高 gao 林 lin 何 he 郭 guo 马 ma 罗 luo 梁 liang 宋 song 郑 zheng 谢 xie 韩 han 唐 tang 冯 feng 于 yu 董 dong 萧 xiao
欧阳 ouyang"""
SZ_GIVEN = """伟 wei 芳 fang 娜 na 敏 min 静 jing 丽 li 强 qiang 磊 lei 军 jun 洋 yang 勇 yong 艳 yan 杰 jie 涛 tao 明 ming
超 chao 秀 xiu 霞 xia 平 ping 刚 gang 桂 gui 英 ying 华 hua 建 jian 国 guo 文 wen 晓 xiao 雨 yu 欣 xin 怡 yi 梓 zi
涵 han 浩 hao 宇 yu 佳 jia 琪 qi 思 si 颖 ying 子 zi 轩 xuan 博 bo"""
ENGLISH = """Jessica Karen Peter Vincent Carmen Alan Winnie Jason Michelle Raymond Fiona Kelvin Iris Eric Yvonne
Dennis Joyce Calvin Mandy Terence Vivian Ivan Queenie Gary Stella Kenneth Phoebe Wilson Doris Edmond"""
OTHERS_HK = ["Priya Sharma", "Maria Santos", "James O'Connor", "Rajesh Gurung", "Siti Rahmawati", "Amélie Durand"]
OTHERS_SZ = ["阿依古丽·买买提", "迪丽努尔·艾合买提", "扎西·多吉", "吐尔逊·热合曼"]
OTHERS_ROMAN = {"阿依古丽·买买提": "ayguli.maimaiti", "迪丽努尔·艾合买提": "dilnur.ahmat",
                "扎西·多吉": "zhaxi.duoji", "吐尔逊·热合曼": "tuerxun.rehman"}


def pairs(text):
    words = text.split()
    return list(zip(words[0::2], words[1::2]))


HK = (pairs(HK_SURNAMES), pairs(HK_GIVEN))
SZ = (pairs(SZ_SURNAMES), pairs(SZ_GIVEN))


class Chance:
    """Only random() is promised to give the same sequence in every version of Python."""

    def __init__(self, seed):
        self.source_ = random.Random(seed)

    def below(self, limit):
        return int(self.source_.random() * limit)

    def pick(self, choices):
        return choices[self.below(len(choices))]

    def happens(self, share):
        return self.source_.random() < share


class Namer:
    """Gives every person a name nobody else has, and the words of a mail address."""

    def __init__(self, chance):
        self.chance_ = chance
        self.taken_ = set()
        self.others_ = {"HK": list(OTHERS_HK), "SZ": list(OTHERS_SZ)}

    def next(self, city):
        while True:
            name, roman = self.propose(city)
            if name not in self.taken_:
                self.taken_.add(name)
                return name, roman

    def propose(self, city):
        if self.others_[city] and self.chance_.happens(0.015):
            name = self.others_[city].pop(0)
            return name, OTHERS_ROMAN.get(name) or roman_of(name)
        surnames, given = HK if city == "HK" else SZ
        surname, roman_surname = self.chance_.pick(surnames)
        first = self.chance_.pick(given)
        second = self.chance_.pick([other for other in given if other[0] != first[0]])
        if city == "SZ" and self.chance_.happens(0.25):
            return surname + first[0], f"{first[1]}.{roman_surname}"
        if city == "HK" and self.chance_.happens(0.1):
            english = self.chance_.pick(ENGLISH.split())
            name = f"{english} {roman_surname.capitalize()}"
            return name, roman_of(name)
        return surname + first[0] + second[0], f"{first[1]}{second[1]}.{roman_surname}"


def roman_of(name):
    plain = name.lower().replace("é", "e").replace("'", "")
    return plain.replace(" ", ".")
