const isText = value => typeof value === 'string' && value.length > 0 && value.length <= 200;

/** What is wrong with an order, one sentence per field; empty when it can be taken. A guest order has no customer. */
export function faultsOf(order) {
  if (order === null || typeof order !== 'object' || Array.isArray(order))
    return ['the order is not an object'];
  const faults = [];
  if (!isText(order.item)) faults.push('item: a text of 1 to 200 characters is required');
  if (!Number.isInteger(order.quantity) || order.quantity < 1 || order.quantity > 1000)
    faults.push('quantity: a whole number from 1 to 1000 is required');
  if (order.customer !== undefined && !isText(order.customer?.name))
    faults.push('customer.name: a text of 1 to 200 characters is required when there is a customer');
  return faults;
}
