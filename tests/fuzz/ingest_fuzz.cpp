// libFuzzer: any bytes as the cells of records; nothing may throw or be lost, and what was cleaned
// once stays.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "core/ingest/ingest.hpp"
#include "core/ingest/text.hpp"

namespace
{

void need(bool holds)
{
    if (!holds) {
        std::abort();
    }
}

} // namespace

// Cells are separated by 0x1E and records by 0x1F; the headings are fixed.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace rosterd;
    static const std::vector<std::string> headings{
        "employee_id", "name",  "mobile", "departments", "leads",  "hired_on", "email",
        "status",      "title", "ext.x",  "remark",      "userid", "account",  "telephone"};
    const std::string_view text{reinterpret_cast<const char*>(data), size};
    std::vector<model::Record> records(1);
    for (const char c : text) {
        auto& cells = records.back().cells;
        if (c == 0x1F) {
            records.emplace_back();
        } else if (cells.empty() || c == 0x1E) {
            cells.push_back({headings[cells.size() % headings.size()], {}});
        }
        if (c != 0x1E && c != 0x1F) {
            cells.back().text += c;
        }
    }
    ingest::IngestOptions options;
    options.region = size % 2 == 0 ? "CN" : "HK";
    ingest::Ingested out = ingest::ingest(records, options);
    need(out.people.size() + out.faulty.size() == records.size());
    ingest::quarantine_duplicates(out, {}, options);
    need(out.people.size() + out.faulty.size() == records.size());
    for (const model::Finding& finding : out.findings) {
        need(!model::Json(finding).dump().empty());
    }
    const auto once = ingest::clean_text(text, ingest::TextKind::name);
    need(ingest::clean_text(once.value, ingest::TextKind::name).value == once.value);
    return 0;
}
