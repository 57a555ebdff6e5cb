// The old style's codes about people, departments and groups [server-api-error-codes-1],
// [common-errors].
#include "core/dingtalk/code_tables.hpp"

#include <array>

namespace rosterd::dingtalk
{

namespace
{

// 60004, 60005, 60006 and 60128 mostly mean that something just created or removed is not visible
// yet, so they are repeated a few times.
constexpr std::array<CodeFact, 66> kAddressBook{{
    {"40019", RetryClass::bad_data, "the number belongs to five uncertified companies already",
     "The person must leave one of them"},
    {"40020", RetryClass::permanent, "the company is full until it is certified",
     "Have the company certified in the admin console"},
    {"40024", RetryClass::permanent, "the company is full until it is certified",
     "Have the company certified in the admin console"},
    {"40021", RetryClass::bad_data, "the new number belongs to a DingTalk account already",
     "The person changes the number in the DingTalk app"},
    {"40022", RetryClass::bad_data, "the number in the company is not the login number",
     "Delete the account and create it again"},
    {"40023", RetryClass::bad_data, "the department has too many members", "Split the department"},
    {"40100", RetryClass::bad_data, "the telephone extension belongs to another person", ""},
    {"40101", RetryClass::bad_data, "the mail address belongs to another person", ""},
    {"40103", RetryClass::wait, "the person was invited and has to agree",
     "Ask the person to accept the invitation in DingTalk"},
    {"40104", RetryClass::bad_data, "the mobile number is not valid", ""},
    {"41054", RetryClass::bad_data, "the number of an active account can't be changed",
     "The person changes it in the app, or the account is made anew"},
    {"60001", RetryClass::bad_data, "the department's name is not valid", "At most 64 characters"},
    {"60009", RetryClass::bad_data, "the department's name has a character that is not allowed",
     "No hyphen and no comma"},
    {"60002", RetryClass::bad_data, "the departments are nested too deeply", "At most 20 levels"},
    {"60003", RetryClass::bad_data, "there is no such department", ""},
    {"60004", RetryClass::back_off, "there is no such parent department", ""},
    {"60005", RetryClass::back_off, "the department still has members", ""},
    {"60006", RetryClass::back_off, "the department still has sub-departments", ""},
    {"60007", RetryClass::bad_data, "the company's root can't be deleted", ""},
    {"60018", RetryClass::bad_data, "the company's root can't be changed", ""},
    {"60008", RetryClass::done, "a sibling department has this name", ""},
    {"60021", RetryClass::done, "a sibling department has this name", ""},
    {"60010", RetryClass::bad_data, "a department can't be its own ancestor", ""},
    {"60016", RetryClass::done, "this department id exists", ""},
    {"60019", RetryClass::back_off, "the members of the department could not be read", ""},
    {"60022", RetryClass::bad_data, "the text holds a word DingTalk does not allow", ""},
    {"60067", RetryClass::bad_data, "the group owner does not exist", ""},
    {"60068", RetryClass::bad_data, "the department manager does not exist", ""},
    {"60102", RetryClass::done, "this userid exists", ""},
    {"60103", RetryClass::bad_data, "the mobile number is not allowed",
     "Write +CC-NUMBER, mainland numbers in a mainland company bare"},
    {"60104", RetryClass::done, "the mobile number is in the company already", ""},
    {"60105", RetryClass::bad_data, "the mail address is not valid", ""},
    {"60106", RetryClass::bad_data, "the mail address belongs to another person", ""},
    {"60107", RetryClass::bad_data, "the person is in the company already with another number", ""},
    {"60109", RetryClass::bad_data, "a list of who may see it is not valid", ""},
    {"600109", RetryClass::bad_data, "a list of who may see it is not valid", ""},
    {"60110", RetryClass::bad_data, "there are too many departments", ""},
    {"60111", RetryClass::bad_data, "there is no such user", ""},
    {"60121", RetryClass::bad_data, "there is no such user", ""},
    {"60112", RetryClass::bad_data, "the name is not valid", ""},
    {"60113", RetryClass::bad_data, "mobile number and mail are both empty", ""},
    {"60114", RetryClass::bad_data, "the gender is not valid", ""},
    {"60118", RetryClass::bad_data, "a field that is needed for an invitation is missing", ""},
    {"60119", RetryClass::bad_data, "the title is not valid", ""},
    {"60122", RetryClass::bad_data, "a custom field is not valid", ""},
    {"60123", RetryClass::bad_data, "the job number is not valid", ""},
    {"60120", RetryClass::permanent, "the user is disabled", ""},
    {"60128", RetryClass::back_off, "there is no user with the manager's userid", ""},
    {"60510", RetryClass::bad_data, "the department's permissions could not be set", ""},
    {"49000", RetryClass::bad_data, "the chat's id is missing", ""},
    {"49004", RetryClass::bad_data, "somebody is both added and removed", ""},
    {"49005", RetryClass::bad_data, "the group has too many members", ""},
    {"49011", RetryClass::bad_data, "the group has too many members", ""},
    {"49012", RetryClass::bad_data, "the group has too many members", ""},
    {"49007", RetryClass::permanent, "there are too many groups", ""},
    {"49009", RetryClass::bad_data, "an internal group can't hold people from outside", ""},
    {"49010", RetryClass::bad_data, "the group has no members", ""},
    {"49013", RetryClass::bad_data, "the group has no owner", ""},
    {"49014", RetryClass::bad_data, "the group's owner type is not valid", ""},
    {"49015", RetryClass::bad_data, "the group's name is not valid", ""},
    {"49020", RetryClass::bad_data, "the person has to agree to join the group", ""},
    {"49021", RetryClass::bad_data, "the person has to agree to join the group", ""},
    {"49022", RetryClass::bad_data, "the person has to agree to join the group", ""},
    {"49023", RetryClass::bad_data, "the person has to agree to join the group", ""},
    {"40016", RetryClass::bad_data, "the chat's id is not valid", ""},
    {"60124", RetryClass::bad_data, "the person is not in the group", ""},
}};

} // namespace

std::span<const CodeFact> address_book_codes()
{
    return kAddressBook;
}

} // namespace rosterd::dingtalk
