#include "connectors/sdk/headings.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <span>

namespace rosterd::sdk
{

namespace
{

constexpr std::array<std::string_view, 7> kBlanks{" ",        "\t",           "\r",          "\n",
                                                  "\xC2\xA0", "\xE3\x80\x80", "\xE2\x80\x8B"};
constexpr std::string_view kMark = "\xEF\xBB\xBF";

// Compared without case, blanks, underscores and the star of required columns.
constexpr std::array<std::string_view, 66> kUsual{"employeeid",
                                                  "employeeno",
                                                  "employeenumber",
                                                  "employeecode",
                                                  "staffid",
                                                  "staffno",
                                                  "staffnumber",
                                                  "personnelnumber",
                                                  "jobnumber",
                                                  "userid",
                                                  "id",
                                                  "工号",
                                                  "工號",
                                                  "员工编号",
                                                  "員工編號",
                                                  "职员编号",
                                                  "職員編號",
                                                  "人员编号",
                                                  "人員編號",
                                                  "员工号",
                                                  "員工號",
                                                  "员工userid",
                                                  "員工userid",
                                                  "name",
                                                  "fullname",
                                                  "姓名",
                                                  "员工姓名",
                                                  "員工姓名",
                                                  "中文姓名",
                                                  "名字",
                                                  "mobile",
                                                  "mobilenumber",
                                                  "mobilephone",
                                                  "phone",
                                                  "phonenumber",
                                                  "cellphone",
                                                  "手机",
                                                  "手機",
                                                  "手机号",
                                                  "手機號",
                                                  "手机号码",
                                                  "手機號碼",
                                                  "移动电话",
                                                  "流動電話",
                                                  "行動電話",
                                                  "department",
                                                  "departments",
                                                  "dept",
                                                  "departmentpath",
                                                  "部门",
                                                  "部門",
                                                  "所属部门",
                                                  "所屬部門",
                                                  "所在部门",
                                                  "部门名称",
                                                  "部門名稱",
                                                  "部门路径",
                                                  "email",
                                                  "orgemail",
                                                  "邮箱",
                                                  "郵箱",
                                                  "電郵",
                                                  "title",
                                                  "职位",
                                                  "職位",
                                                  "hiredon"};

std::string folded(std::string_view heading)
{
    std::string out;
    for (const char c : trimmed(heading)) {
        if (c != ' ' && c != '_' && c != '*' && c != '-' && c != ':') {
            out += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        }
    }
    for (const std::string_view bracket : {"(", "\xEF\xBC\x88", "\xEF\xBC\x9A"}) {
        out = out.substr(0, out.find(bracket));
    }
    return out;
}

using Names = std::span<const std::string_view>;

bool has_any(const std::vector<std::string>& folded_headings, Names names)
{
    return std::find_first_of(folded_headings.begin(), folded_headings.end(), names.begin(),
                              names.end()) != folded_headings.end();
}

} // namespace

std::string trimmed(std::string_view text)
{
    for (bool again = true; again;) {
        again = false;
        for (const std::string_view blank : kBlanks) {
            if (text.starts_with(blank)) {
                text.remove_prefix(blank.size());
                again = true;
            } else if (text.ends_with(blank)) {
                text.remove_suffix(blank.size());
                again = true;
            }
        }
        if (text.starts_with(kMark)) {
            text.remove_prefix(kMark.size());
            again = true;
        }
    }
    return std::string{text};
}

bool is_blank(const std::vector<std::string>& cells)
{
    return std::all_of(cells.begin(), cells.end(),
                       [](const std::string& cell) { return trimmed(cell).empty(); });
}

bool is_usual_heading(const std::string& heading)
{
    return std::find(kUsual.begin(), kUsual.end(), folded(heading)) != kUsual.end();
}

std::size_t count_known(const std::vector<std::string>& cells, const IsKnownHeading& is_known)
{
    return static_cast<std::size_t>(
        std::count_if(cells.begin(), cells.end(), [&](const std::string& cell) {
            const std::string heading = trimmed(cell);
            return !heading.empty() && (is_known ? is_known(heading) : is_usual_heading(heading));
        }));
}

std::size_t find_heading_row(const std::vector<std::vector<std::string>>& rows,
                             const IsKnownHeading& is_known)
{
    std::size_t best = rows.size();
    std::size_t most = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const std::size_t known = count_known(rows[i], is_known);
        if (known > most && (known >= 2 || rows[i].size() <= 2)) {
            most = known;
            best = i;
        }
    }
    return best;
}

bool is_dingtalk_template(const std::vector<std::string>& headings)
{
    static constexpr std::array<std::string_view, 3> userid{"员工userid", "員工userid", "userid"};
    static constexpr std::array<std::string_view, 3> department{"部门", "部門", "department"};
    static constexpr std::array<std::string_view, 4> position{"职位", "職位", "position",
                                                              "jobtitle"};
    static constexpr std::array<std::string_view, 2> name{"姓名", "name"};
    static constexpr std::array<std::string_view, 7> mobile{
        "手机号", "手機號", "手机号码", "手機號碼", "mobile", "mobilephonenumber", "mobilenumber"};
    static constexpr std::array<std::string_view, 5> leads{
        "是否此部门主管", "是否此部門主管", "是否部门主管", "是否部門主管", "departmentmanager"};
    std::vector<std::string> all;
    std::transform(headings.begin(), headings.end(), std::back_inserter(all),
                   [](const std::string& heading) { return folded(heading); });
    const std::array<Names, 6> groups{userid, department, position, name, mobile, leads};
    return std::all_of(groups.begin(), groups.end(),
                       [&](Names names) { return has_any(all, names); });
}

} // namespace rosterd::sdk
