// A user and a group to look at, after the examples of RFC 7643, 8.2 to 8.4.
#pragma once

#include "core/model/json.hpp"
#include "core/scim/schema.hpp"

namespace rosterd::scim::test
{

inline model::Json babs()
{
    return model::Json::parse(R"({
      "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User",
                  "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],
      "id": "2819c223", "externalId": "bjensen-1", "userName": "bjensen",
      "name": {"formatted": "Ms. Barbara J Jensen, III", "familyName": "Jensen",
               "givenName": "Barbara"},
      "displayName": "Babs Jensen", "title": "Tour Guide", "userType": "Employee", "active": true,
      "emails": [{"value": "bjensen@example.com", "type": "work", "primary": true},
                 {"value": "babs@jensen.org", "type": "home"}],
      "addresses": [{"type": "work", "streetAddress": "100 Universal City Plaza",
                     "locality": "Hollywood", "region": "CA", "postalCode": "91608",
                     "country": "USA", "primary": true},
                    {"type": "home", "streetAddress": "456 Hollywood Blvd", "locality": "Hollywood"}],
      "phoneNumbers": [{"value": "555-555-5555", "type": "work"},
                       {"value": "555-555-4444", "type": "mobile"}],
      "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {
         "employeeNumber": "701984", "department": "Tour Operations",
         "manager": {"value": "26118915", "displayName": "John Smith"}},
      "meta": {"resourceType": "User", "created": "2010-01-23T04:56:22Z",
               "lastModified": "2011-05-13T04:42:35Z", "version": "W/\"3\"",
               "location": "https://example.com/v2/Users/2819c223"}})");
}

inline model::Json tour_guides()
{
    return model::Json::parse(R"({"displayName": "Tour Guides", "members": [
      {"value": "2819c223", "$ref": "https://example.com/v2/Users/2819c223", "display": "Babs Jensen"},
      {"value": "902c246b", "$ref": "https://example.com/v2/Users/902c246b",
       "display": "Mandy Pepperidge"}]})");
}

} // namespace rosterd::scim::test
