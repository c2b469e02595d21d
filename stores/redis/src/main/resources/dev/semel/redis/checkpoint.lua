-- SPDX-FileCopyrightText: The Semel authors
-- SPDX-License-Identifier: Apache-2.0
--
-- Checkpoint: stores a recovery point, which never changes. ARGV[5] name, [6] attempt, [7] moment in milliseconds,
-- [8] '-' for no value, else '=' and the value.
-- A point is the field point:NAME with INDEX:ATTEMPT:MOMENT:VALUE; the index keeps the order.

if not is_mine() or not is_unfinished() then
  return answer('FENCED') -- S5
end
local field = POINT .. ARGV[5]
if fields[field] then
  local value = string.match(fields[field], '^%d+:%d+:%-?%d+:(.*)$')
  if value == ARGV[8] then
    return repeated('APPLIED') -- S6
  end
  return answer('FENCED')
end
local index = tonumber(record.points or '0')
return change('APPLIED', {
  [field] = integer(index) .. ':' .. ARGV[6] .. ':' .. ARGV[7] .. ':' .. ARGV[8],
  points = integer(index + 1),
  revision = integer(record.revision + 1),
}, {}, nil)
