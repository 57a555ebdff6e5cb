#include <algorithm>

#include "core/ingest/columns.hpp"
#include "core/ingest/headings.hpp"
#include "core/ingest/ingest.hpp"
#include "core/ingest/texts.hpp"

namespace rosterd::ingest
{

namespace
{

class HeadingReader
{
public:
    HeadingReader(std::span<const std::string> headings, const IngestOptions& options,
                  model::RecordKind kind)
        : headings_{headings.begin(), headings.end()}, options_{options}, kind_{kind},
          meanings_{Columns{options.mapping}.meanings(kind, headings_)}
    {
    }

    std::vector<model::Finding> read()
    {
        for (std::size_t i = 0; i < headings_.size(); ++i) {
            const Meaning& meaning = meanings_[i];
            if (meaning.same_as) {
                add({"heading.repeated", {}, {{"other", headings_[*meaning.same_as]}}},
                    *meaning.field, headings_[i]);
            } else if (!meaning.field && !meaning.by_rule && !is_of_no_concern(headings_[i])) {
                add_unknown(headings_[i]);
            }
        }
        if (kind_ == model::RecordKind::person) {
            need("employee_id", "userid");
        } else {
            need("department_id", "department_id");
        }
        need("name", "name");
        for (const FieldRule& rule : options_.mapping.rules) {
            if (rule.from) {
                find_mapped(rule.field, *rule.from);
            }
            for (const std::string& heading : rule.join) {
                find_mapped(rule.field, heading);
            }
        }
        return std::move(findings_);
    }

private:
    void add(const Remark& remark, std::string_view field, std::string_view heading)
    {
        model::Finding finding = tell(remark, field, heading, options_.language);
        finding.column = finding.value;
        findings_.push_back(std::move(finding));
    }

    void add_unknown(const std::string& heading)
    {
        const std::string near = nearest_heading(heading);
        const auto meaning = recognise_heading_of(model::RecordKind::person, near);
        if (near.empty() || !meaning) {
            add({"heading.unknown", {}, {}}, "", heading);
        } else {
            add({"heading.near", {}, {{"near", near}, {"meaning", *meaning}}}, "", heading);
        }
    }

    void need(std::string_view field, std::string_view stand_in)
    {
        const auto means = [&](const auto& one) {
            return one.field && (*one.field == field || *one.field == stand_in);
        };
        const auto makes = [&](const FieldRule& rule) {
            return rule.field == field || rule.field == stand_in;
        };
        if (std::ranges::none_of(meanings_, means) &&
            std::ranges::none_of(options_.mapping.rules, makes)) {
            add({"heading.missing", {}, {{"example", example(field)}}}, field, "");
        }
    }

    // A mistyped heading in the mapping leaves its field unstated for everybody.
    void find_mapped(const std::string& field, const std::string& wanted)
    {
        std::string all;
        for (const std::string& heading : headings_) {
            if (heading_key(heading) == heading_key(wanted)) {
                return;
            }
            all += (all.empty() || heading.empty() ? "" : ", ") + heading;
        }
        add({"heading.not_there", {}, {{"headings", all}}}, field, wanted);
    }

    std::string example(std::string_view field) const
    {
        const bool english = options_.language == Language::en;
        if (field == "name") {
            return english ? "Name" : "姓名";
        }
        if (field == "department_id") {
            return english                                ? "Department ID"
                   : options_.language == Language::zh_tw ? "部門編號"
                                                          : "部门编号";
        }
        return english                                ? "Employee ID"
               : options_.language == Language::zh_tw ? "員工編號"
                                                      : "员工编号";
    }

    std::vector<std::string> headings_;
    const IngestOptions& options_;
    model::RecordKind kind_;
    std::vector<Meaning> meanings_;
    std::vector<model::Finding> findings_;
};

} // namespace

std::vector<model::Finding> heading_findings(std::span<const std::string> headings,
                                             const IngestOptions& options, model::RecordKind kind)
{
    if (headings.empty()) {
        return {}; // nothing was read: there is nothing to say about headings
    }
    return HeadingReader{headings, options, kind}.read();
}

} // namespace rosterd::ingest
