// CSV files for the contract suite of whatever reads tables.
#pragma once

#include <string>

#include "tests/connectors/sdk/temporary_folder.hpp"

namespace rosterd::sdk
{

inline std::string three_people(const std::string& second)
{
    return "employee_id,name,title\nE1,Ann,Clerk\nE2," + second + ",Clerk\nE3,Cid,Cook\n";
}

// Within a quoted cell.
inline std::string three_people_cut_short()
{
    return "employee_id,name,title\nE1,Ann,Clerk\nE2,\"Bo";
}

inline std::string three_people_with_other_columns()
{
    return "employee_id,full name,grade\nE1,Ann,7\nE2,Bob,\nE3,Cid,x\n";
}

inline std::string many_people(int count)
{
    std::string out = "employee_id,name,title\n";
    for (int i = 0; i < count; ++i) {
        const std::string number = std::to_string(i);
        out += "E" + number + ",n" + number + ",Clerk\n";
    }
    return out;
}

} // namespace rosterd::sdk
