-- SPDX-FileCopyrightText: The Semel authors
-- SPDX-License-Identifier: Apache-2.0
--
-- Resolve with a result: it did happen. ARGV[5] to [10]: see completed()

if not is_mine() then
  return answer('FENCED') -- S5: also when it is another quarantine
end
if record.state == 'COMPLETED' and record.digest == ARGV[8] then
  return repeated('APPLIED') -- S6
end
if record.state ~= 'QUARANTINED' then
  return answer('FENCED')
end
return completed()
