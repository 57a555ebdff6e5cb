#include "daemon/config/entitlements_grid.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "connectors/sdk/headings.hpp"
#include "connectors/sdk/table.hpp"
#include "core/ingest/headings.hpp"
#include "core/ingest/words.hpp"
#include "daemon/config/entitlements_section.hpp"

namespace rosterd::config
{

namespace
{

// Cells have semicolons of their own, so the first row alone tells what separates columns; 0: it
// has but one.
char separator_of(const std::string& path)
{
    std::ifstream file{path, std::ios::binary};
    std::string row;
    std::getline(file, row);
    char separator = 0;
    std::ptrdiff_t most = 0;
    for (const char one : {',', ';', '\t'}) {
        if (const auto count = std::ranges::count(row, one); count > most) {
            most = count;
            separator = one;
        }
    }
    return separator;
}

class Rows final : public sdk::RecordSink
{
public:
    std::vector<model::Record> records;

    bool known(std::uint64_t, std::uint32_t) override { return false; }
    void record(model::Record record) override { records.push_back(std::move(record)); }
    void tombstone(std::string, model::Origin) override {} // a table tells of none
    void finding(model::Finding) override {}               // a short row: its cells are empty
    void restart() override { records.clear(); }
};

class GridReader
{
public:
    explicit GridReader(const std::string& path) : path_{path} {}

    Grid read()
    {
        sdk::TableOptions options;
        options.settle = {};
        options.separator = separator_of(path_);
        options.is_known_heading = [](const std::string& text) { return !text.empty(); };
        Rows rows;
        const auto summary = sdk::read_table(path_, "matrix", options, rows);
        if (!summary) {
            fault(1, 1, "the matrix can't be read: " + summary.error().message,
                  summary.error().hint.empty() ? "a CSV or XLSX file" : summary.error().hint);
        } else if (summary->heading_row != 1 || summary->headings.empty() ||
                   std::ranges::count(summary->headings, std::string{}) > 0) {
            fault(1, 1, "the first row does not name a department in every column",
                  "level,研發/**,財務  and below it a level and its roles");
        } else {
            for (const model::Record& record : rows.records) {
                take_row(record, summary->headings);
            }
        }
        return std::move(grid_);
    }

private:
    void fault(std::uint32_t row, std::size_t column, std::string what, std::string write)
    {
        grid_.faults.push_back({path_, static_cast<int>(row), static_cast<int>(column),
                                std::move(what), std::move(write)});
    }

    void take_row(const model::Record& record, const std::vector<std::string>& headings)
    {
        std::string level;
        for (const model::Cell& cell : record.cells) {
            const auto at = std::ranges::find(headings, cell.heading) - headings.begin();
            const std::string text = sdk::trimmed(cell.text);
            if (at == 0) {
                level = text;
            } else if (!text.empty()) {
                take_cell(record.origin.row, static_cast<std::size_t>(at) + 1, level, cell.heading,
                          text);
            }
        }
        if (level.empty()) {
            fault(record.origin.row, 1, "this row has no level", "its level, or * for any");
        }
    }

    void take_cell(std::uint32_t row, std::size_t column, const std::string& level,
                   const std::string& department, const std::string& text)
    {
        model::EntitlementRule rule;
        rule.name = std::filesystem::path{path_}.filename().string() + ":" + std::to_string(row) +
                    ":" + std::to_string(column);
        rule.departments = {department};
        if (level != "*") {
            rule.levels = {level};
        }
        std::istringstream items{text};
        for (std::string item; std::getline(items, item, ';');) {
            item = sdk::trimmed(item);
            const std::string wrong = item.empty() ? "" : take_item(item, rule);
            if (!wrong.empty()) {
                fault(row, column, wrong,
                      "group/role, attendance_group=NAME, hide_mobile=yes or senior_mode=no; "
                      "several with ; between them");
            }
        }
        grid_.rules.push_back(std::move(rule));
    }

    // What is wrong with it; empty: nothing is, and the rule has it.
    static std::string take_item(const std::string& item, model::EntitlementRule& rule)
    {
        const auto equals = item.find('=');
        const std::string key = sdk::trimmed(item.substr(0, equals));
        const std::string value =
            equals == std::string::npos ? "" : sdk::trimmed(item.substr(equals + 1));
        // A column of the roster, in whichever language its heading is written.
        const auto field =
            ingest::recognise_heading_of(model::RecordKind::person, key).value_or("");
        if (field == "hide_mobile" || field == "senior_mode") {
            auto& stated = field == "hide_mobile" ? rule.hide_mobile : rule.senior_mode;
            const auto flag =
                equals == std::string::npos ? std::optional{true} : ingest::yes_or_no(value);
            return flag ? state(stated, *flag, key) : in_quotes(item) + " says neither yes nor no";
        }
        if (field == "attendance_group") {
            return value.empty() ? in_quotes(item) + " names no attendance group"
                                 : state(rule.attendance, value, key);
        }
        const std::string wrong = role_fault(item);
        if (wrong.empty()) {
            rule.roles.push_back(item);
        }
        return wrong;
    }

    // Of these a person has one, so a cell may say one.
    template <typename Stated, typename Value>
    static std::string state(Stated& stated, const Value& value, const std::string& key)
    {
        if (stated != Stated{} && stated != value) {
            return in_quotes(key) + " stands in this cell twice, with different values";
        }
        stated = value;
        return "";
    }

    const std::string& path_;
    Grid grid_;
};

} // namespace

Grid read_grid(const std::string& path)
{
    return GridReader{path}.read();
}

} // namespace rosterd::config
