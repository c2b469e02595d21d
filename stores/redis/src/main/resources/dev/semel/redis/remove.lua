-- SPDX-FileCopyrightText: The Semel authors
-- SPDX-License-Identifier: Apache-2.0
--
-- Remove: the deletion by an operator, on condition that the record is the one that was seen.
-- ARGV[5] the fence and [6] the revision that were seen

if not is_mine() or record.fence ~= tonumber(ARGV[5]) or record.revision ~= tonumber(ARGV[6]) then
  return answer('FENCED')
end
local names = {}
for name in pairs(fields) do
  names[#names + 1] = name
end
stored = {}
return erase(names) or answer('REMOVED')
