// Takes people out of recorded answers: every text that may be about somebody becomes another one
// of the same shape, the same text always the same one, so that ids still join.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/model/json.hpp"

namespace rosterd::rest
{

class Anonymiser
{
public:
    // What stands in the definition's text, or is one of `keep`, is no one's and stays: codes,
    // statuses, parameter names. `salt`: so that nothing can be looked up.
    Anonymiser(std::string definition, std::vector<std::string> keep, std::uint64_t salt);

    // First everything is looked at, so that what is said of many (a status, a department) is told
    // from what is said of one.
    void look_at(const model::Json& answer);
    model::Json replaced(const model::Json& json) const;
    std::string replaced(const std::string& text) const;
    // Of XML only what stands between elements, and the values of attributes.
    std::string replaced_xml(const std::string& text) const;

private:
    void look_at(const model::Json& json, const std::string& key);
    model::Json replaced(const model::Json& json, const std::string& key) const;
    std::string replaced(const std::string& text, const std::string& key) const;
    bool stays(const std::string& text, const std::string& key) const;
    std::string disguised(const std::string& text) const;

    std::string definition_;
    std::vector<std::string> keep_;
    std::uint64_t salt_;
    struct Use {
        std::size_t times = 0;
        std::map<std::string, std::size_t> texts;
    };
    std::map<std::string, Use> uses_; // by key
};

} // namespace rosterd::rest
