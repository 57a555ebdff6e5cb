// Reads the words of a filter or path one after the other. Private to this room.
#pragma once

#include <string>
#include <string_view>

#include "core/scim/filter.hpp"

namespace rosterd::scim
{

class FilterScanner
{
public:
    // `fault`: the scimType of every fault.
    FilterScanner(std::string_view text, const char* fault) : text_{text}, fault_{fault} {}

    tl::unexpected<Fault> wrong(const std::string& wanted) const; // ... is missing at this place
    tl::unexpected<Fault> refused(std::string why) const { return refuse(fault_, std::move(why)); }

    char peek() const; // 0 at the end
    void skip_blanks();
    bool at_end(); // blanks are skipped
    std::string_view next_word() const;
    bool take_word(std::string_view word); // in any case; blanks are skipped
    void skip(std::size_t characters) { at_ += characters; }
    std::size_t place() const { return at_; }
    void go_back(std::size_t place) { at_ = place; }

    Answer<AttributePath> attribute();
    Answer<void> sub_attribute(AttributePath& path); // what may follow a bracket: ".value"
    Answer<model::Json> literal();

private:
    std::string_view text_;
    const char* fault_;
    std::size_t at_ = 0;
};

} // namespace rosterd::scim
