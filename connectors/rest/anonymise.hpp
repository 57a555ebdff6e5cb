// Takes people out of recorded answers: every text that may be about somebody becomes another one
// of the same shape, the same text always the same one and two texts never one, so that ids still
// join.
#pragma once

#include <cstdint>
#include <map>
#include <set>
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

    // First all answers are looked at, so that what is said of many (a status, a department) is
    // told from what is said of one, and an id is known wherever it stands. `of_people`: texts that
    // are somebody's, whatever their key (ids, names, numbers); however many others name that
    // person, they don't stay.
    void look_at(const std::vector<model::Json>& answers,
                 const std::vector<std::string>& of_people = {});
    model::Json replaced(const model::Json& json, const std::string& key = {}) const;
    std::string replaced(const std::string& text, const std::string& key = {}) const;
    // Of XML only what stands between elements, and the values of attributes.
    std::string replaced_xml(const std::string& text) const;
    // What a request says under this name: ids become what they became in the answers before it,
    // several with commas between them, too; numbers that count pages stay.
    std::string replaced_in_request(const std::string& text, const std::string& name) const;
    model::Json replaced_in_request(const model::Json& json, const std::string& name = {}) const;
    // Path and parameters of a URL; its host stays.
    std::string replaced_url(const std::string& url) const;

private:
    void look_at(const model::Json& json, const std::string& key);
    void note_people(const std::vector<std::string>& of_people);
    bool is_nobodys(const std::string& text) const;
    bool stays(const std::string& text, const std::string& key) const;
    bool is_known_id(const std::string& number, const std::string& key) const;
    bool is_in_definition(const std::string& text) const;
    // `text` is what is remembered, `shape` what the result looks like.
    std::string disguised(const std::string& text, std::string shape) const;

    std::string definition_;
    std::vector<std::string> keep_;
    std::uint64_t salt_;
    struct Use {
        std::size_t times = 0;
        std::map<std::string, std::size_t> texts;
    };
    std::map<std::string, Use> uses_; // by key
    std::set<std::string> seen_;      // none of these is given to anybody
    std::set<std::string> of_people_; // what does not stay under one key stays under none
    mutable std::map<std::string, std::string> disguises_;
    mutable std::set<std::string> given_; // so that no two are the same
};

} // namespace rosterd::rest
