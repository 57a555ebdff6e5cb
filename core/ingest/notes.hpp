// The findings of one record as they come up.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/ingest/canonical.hpp"
#include "core/ingest/columns.hpp"
#include "core/ingest/ingest.hpp"
#include "core/ingest/texts.hpp"
#include "core/model/finding.hpp"

namespace rosterd::ingest
{

class Notes
{
public:
    Notes(const model::Origin& origin, Language language, std::vector<model::Finding>& findings)
        : origin_{origin}, language_{language}, findings_{findings}, first_{findings.size()}
    {
    }

    void add(const Remark& remark, std::string_view field, const Value* value)
    {
        model::Finding finding =
            tell(remark, field, value != nullptr ? value->text : std::string_view{}, language_);
        finding.origin = origin_;
        finding.column = value != nullptr ? printable(value->heading) : "";
        faulty_ = faulty_ || finding.severity == model::Severity::error;
        findings_.push_back(std::move(finding));
    }

    void add_all(const std::vector<Remark>& remarks, std::string_view field, const Value* value)
    {
        for (const Remark& remark : remarks) {
            add(remark, field, value);
        }
    }

    bool faulty() const { return faulty_; }

    // Every finding of the record names the person, also those found before the id was read.
    void belong_to(const std::string& employee_id)
    {
        for (std::size_t i = first_; i < findings_.size(); ++i) {
            findings_[i].employee_id = employee_id;
        }
    }

private:
    const model::Origin& origin_;
    Language language_;
    std::vector<model::Finding>& findings_;
    std::size_t first_;
    bool faulty_ = false;
};

// Takes what the connector could not tell out of the values, and says so. Errors: cell.untold;
// of what is only shown, a warning: cell.left_out.
void leave_out_untold(Values& values, Notes& notes);

// The value's text made plain, with what the mapping and the cleaning have to say about it.
// Error: cell.error, where a spreadsheet's formula failed.
std::string plain_value(const Value& value, std::string_view field, TextKind kind, Notes& notes);

// The field's text made plain by its kind; nullopt where it is not stated. Where the text can't be
// used the finding is noted and the text is empty.
std::optional<std::string> plain_text(const Values& values, Field field, Notes& notes);

// A number of at most `limit` characters that a spreadsheet may have harmed: ids and extensions.
std::string plain_number(const std::string& text, Field field, std::size_t limit,
                         const Values& values, Notes& notes);

// Notes FIELD.length where the text is longer than DingTalk takes; false then.
bool check_length(std::string_view text, std::string_view field, std::size_t limit,
                  const Value* value, Notes& notes);

} // namespace rosterd::ingest
