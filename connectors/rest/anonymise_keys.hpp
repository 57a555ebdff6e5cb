// What the name of a field tells of the text under it, in the words that HR systems use.
#pragma once

#include <string>

namespace rosterd::rest
{

bool tells_of_identity(const std::string& key); // ids, numbers of people, telephones, pay
bool tells_of_person(const std::string& key);   // names, managers, mail, address, ...
bool tells_of_birth(const std::string& key);
bool tells_of_counting(const std::string& key); // pages, totals, codes

} // namespace rosterd::rest
