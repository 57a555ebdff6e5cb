#include "core/apply/too_long.hpp"

#include <array>

#include "core/apply/lessons.hpp"
#include "core/model/fields.hpp"

namespace rosterd::apply
{

namespace
{

struct InTheCatalogue {
    std::string_view code;
    const char* field;
    std::size_t most;
};

constexpr std::array<InTheCatalogue, 2> kShorter{
    {{"40064", "work_place", 50}, {"40065", "remark", 1024}}};

// nullopt: it is not there, or short enough.
std::optional<TooLong> take_out(model::Json& fields, const std::string& field, std::size_t most)
{
    const auto found = fields.find(field);
    if (found == fields.end() || !found->is_string()) {
        return std::nullopt;
    }
    const std::size_t length = model::characters_in(found->get_ref<const std::string&>());
    if (length <= most) {
        return std::nullopt;
    }
    fields.erase(found);
    return TooLong{field, most, length};
}

} // namespace

std::vector<TooLong> take_out_too_long(model::Json& fields, const Lessons& lessons)
{
    std::vector<TooLong> out;
    for (const auto& [field, shorter] : lessons.shorter) {
        if (auto one = take_out(fields, field, shorter.most)) {
            out.push_back(std::move(*one));
        }
    }
    return out;
}

std::optional<TooLong> take_out_refused(model::Json& fields, std::string_view code)
{
    for (const InTheCatalogue& one : kShorter) {
        if (one.code == code) {
            auto out = take_out(fields, one.field, one.most);
            if (out) {
                out->refused = true;
            }
            return out;
        }
    }
    return std::nullopt;
}

std::string told(const std::vector<TooLong>& left_out)
{
    std::string out;
    for (const TooLong& one : left_out) {
        out += (out.empty() ? "" : "; ") + one.field + " stays: this DingTalk takes " +
               std::to_string(one.most) + " characters of it, and HR's has " +
               std::to_string(one.found);
    }
    return out;
}

} // namespace rosterd::apply
