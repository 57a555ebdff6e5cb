"""A workbook as spreadsheets write it: shared strings, dates and mainland numbers as numbers."""

import datetime
import io
import zipfile
from xml.sax.saxutils import escape

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"

FIXED_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{KIND}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{KIND}.worksheet+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{KIND}.styles+xml"/>'
    f'<Override PartName="/xl/sharedStrings.xml" ContentType="{KIND}.sharedStrings+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
    '<sheet name="員工名冊" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{OFFICE}/styles" Target="styles.xml"/>'
    f'<Relationship Id="rId3" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
    "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><fonts count="1"><font/></fonts><fills count="2">'
    '<fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2">'
    '<xf/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs><cellStyles count="1">'
    '<cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
}


def serial(iso):
    return (datetime.date.fromisoformat(iso) - datetime.date(1899, 12, 30)).days


def column_name(index):
    return chr(ord("A") + index)  # up to 26 columns


class Sheet:
    def __init__(self, headings):
        self.headings_ = headings
        self.strings_ = {}
        self.rows_ = []

    def add(self, cells):
        number = len(self.rows_) + 1
        row = "".join(self.cell(f"{column_name(i)}{number}", self.headings_[i], text, number)
                      for i, text in enumerate(cells) if text)
        self.rows_.append(f'<row r="{number}">{row}</row>')

    def cell(self, reference, heading, text, number):
        if number > 1 and heading == "入職日期":
            return f'<c r="{reference}" s="1"><v>{serial(text)}</v></c>'
        if number > 1 and heading in ("手機號碼", "分機") and text.isdigit():
            return f'<c r="{reference}"><v>{text}</v></c>'
        index = self.strings_.setdefault(text, len(self.strings_))
        return f'<c r="{reference}" t="s"><v>{index}</v></c>'

    def parts(self):
        strings = "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in self.strings_)
        return {"xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{strings}</sst>',
                "xl/worksheets/sheet1.xml":
                f'<worksheet xmlns="{MAIN}"><sheetData>{"".join(self.rows_)}</sheetData></worksheet>'}


def xlsx(rows):
    """Stored, not compressed: so that every zlib gives the same bytes."""
    sheet = Sheet(rows[0])
    for row in rows:
        sheet.add(row)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, text in {**FIXED_PARTS, **sheet.parts()}.items():
            info = zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0))
            info.create_system = 3
            info.external_attr = 0o644 << 16
            archive.writestr(info, (HEAD + text).encode())
    return out.getvalue()
